// A container's log as it grows: follows the end unless the reader scrolls up or pauses.

const log = document.querySelector("[data-log]")
const status = document.getElementById("log-state")
const pause = document.querySelector("[data-log-pause]")
const most = 2000

let paused = false
let waiting = []
let skipped = 0
let atEnd = true
let timer

log.addEventListener("scroll", () => {
  atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
})

pause.addEventListener("click", () => {
  paused = !paused
  pause.setAttribute("aria-pressed", String(paused))
  pause.querySelector("[data-words]").textContent = paused ? pause.dataset.resume : pause.dataset.pause
  if (!paused) {
    atEnd = true
    show()
  }
  say()
})

for (const toggle of document.querySelectorAll("[data-log-toggle]")) {
  toggle.addEventListener("click", () => {
    const on = log.classList.toggle(toggle.dataset.logToggle)
    toggle.setAttribute("aria-pressed", String(on === (toggle.dataset.logToggle !== "no-times")))
  })
}

const take = lines => {
  waiting.push(...lines)
  if (waiting.length > most) {
    skipped += waiting.length - most
    waiting = waiting.slice(-most)
  }
  // However fast a container talks, the page is drawn a few times a second.
  if (!paused) timer ??= setTimeout(show, 200)
}

const show = () => {
  clearTimeout(timer)
  timer = undefined
  const rows = document.createDocumentFragment()
  if (skipped) rows.append(noteOf(log.dataset.skipped.replace("{0}", skipped.toLocaleString("en"))))
  for (const line of waiting) rows.append(rowOf(line))
  waiting = []
  skipped = 0
  const surplus = log.childElementCount + rows.childElementCount - most
  if (surplus >= log.childElementCount) log.replaceChildren(rows)
  else {
    for (let i = 0; i < surplus; i++) log.firstElementChild.remove()
    log.append(rows)
  }
  if (atEnd) log.scrollTop = log.scrollHeight
}

const rowOf = ([stream, at, text]) => {
  const row = document.createElement("div")
  row.className = `line ${stream}`
  const time = document.createElement("span")
  time.className = "at"
  time.textContent = at ? new Date(at).toTimeString().slice(0, 8) : ""
  const words = document.createElement("span")
  words.className = "text"
  paint(words, text)
  row.append(time, words)
  return row
}

const control = /[\x00-\x08\x0b-\x1f]/

// Terminal colours become classes; every other control sequence is dropped.
const paint = (element, text) => {
  if (!control.test(text)) {
    element.textContent = text
    return
  }
  let style = []
  for (const part of text.split(/(\x1b\[[0-9;]*m)/)) {
    const code = /^\x1b\[([0-9;]*)m$/.exec(part)
    if (code) {
      style = restyle(style, code[1])
      continue
    }
    const plain = part.replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|[\x00-\x08\x0b-\x1f]/g, "")
    if (!plain) continue
    const span = document.createElement("span")
    span.className = style.join(" ")
    span.textContent = plain
    element.append(span)
  }
}

const restyle = (style, codes) => {
  let next = style
  for (const code of (codes || "0").split(";").map(Number)) {
    const colour = (code >= 30 && code <= 37) || (code >= 90 && code <= 97)
    if (code === 0) next = []
    else if (code === 1) next = [...next.filter(s => s !== "bold"), "bold"]
    else if (code === 39) next = next.filter(s => s === "bold")
    else if (colour) next = [...next.filter(s => s === "bold"), `c${code % 10}`]
  }
  return next
}

const noteOf = text => {
  const row = document.createElement("div")
  row.className = "note"
  row.textContent = text
  return row
}

const states = { live: "good", ended: "", lost: "warn" }
let state = "live"
const say = () => {
  status.className = `state ${paused ? "warn" : states[state]}`
  status.textContent = paused ? status.dataset.paused : status.dataset[state]
}

const source = new EventSource(log.dataset.log)

source.addEventListener("lines", ({ data }) => take(JSON.parse(data)))

// The server starts each stream with this: after a break the same lines come again.
source.addEventListener("start", () => {
  log.replaceChildren()
  waiting = []
  skipped = 0
  state = "live"
  say()
})

source.addEventListener("end", ({ data }) => {
  source.close()
  state = "ended"
  show()
  if (data) log.append(noteOf(data))
  say()
})

source.onerror = () => {
  state = "lost"
  say()
}

addEventListener("pagehide", () => source.close())
say()
