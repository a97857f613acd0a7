-- Lets a request wait while its pool is marked and has no server that could take it.

local waiting = {}

-- By the second in which they give up, so that one whose client has gone is not counted for ever.
local function count(ends, now)
  local sum = 0
  for second, requests in pairs(ends) do
    if second < now then
      ends[second] = nil
    else
      sum = sum + requests
    end
  end
  return sum
end

core.register_action("park", { "http-req" }, function(txn, pool, mark, seconds, most)
  local function parks()
    return txn.f:nbsrv(pool) == 0 and txn.f:nbsrv(mark) > 0
  end
  if not parks() then
    return
  end
  local now = core.now().sec
  local ends = waiting[pool] or {}
  waiting[pool] = ends
  if count(ends, now) >= tonumber(most) then
    txn:set_var("txn.park_full", true)
    return
  end
  local last = now + tonumber(seconds)
  ends[last] = (ends[last] or 0) + 1
  while parks() and core.now().sec < last do
    core.msleep(50)
  end
  if ends[last] then
    ends[last] = ends[last] - 1
  end
end, 4)
