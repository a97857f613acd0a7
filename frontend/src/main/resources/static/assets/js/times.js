// Keeps relative times and running durations true between two updates, and shows absolute ones in the reader's own zone.

const absolute = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
  dateStyle: "medium",
  timeStyle: "long",
})

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" })

const ago = seconds => {
  if (seconds < 10) return "just now"
  if (seconds < 60) return `${Math.floor(seconds)} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`
  const days = Math.floor(seconds / 86400)
  return days === 1 ? "yesterday" : days < 30 ? `${days} days ago` : null
}

const lasting = seconds => {
  if (seconds < 60) return `${Math.floor(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

// The two clocks may differ: count from the server's.
const served = Date.parse(document.body.dataset.now)
const skew = Number.isNaN(served) ? 0 : served - Date.now()
const since = element => Math.max(0, (Date.now() + skew - Date.parse(element.dateTime)) / 1000)

const put = (element, text) => {
  if (text !== null && element.textContent !== text) element.textContent = text
}

const tick = () => {
  for (const element of document.querySelectorAll("time[datetime]")) {
    const title = absolute.format(new Date(element.dateTime))
    if (element.title !== title) element.title = title
    if ("clock" in element.dataset) put(element, clock.format(new Date(element.dateTime)))
    if ("ago" in element.dataset) put(element, ago(since(element)))
    if ("running" in element.dataset) put(element, lasting(since(element)))
  }
}

tick()
setInterval(tick, 1000)
document.body.addEventListener("htmx:afterSettle", tick)
