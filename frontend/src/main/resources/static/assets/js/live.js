// What htmx needs to know of these pages: how to morph, and what to do when the stream or the session ends.

Idiomorph.defaults.ignoreActiveValue = true
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
  // Whether a reader has opened something is his business, not the server's.
  !(name === "open" && (node.tagName === "DETAILS" || node.tagName === "DIALOG"))

const body = document.body

const startAnew = () => location.reload()
let lost

body.addEventListener("htmx:sseOpen", event => {
  clearTimeout(lost)
  lost = undefined
  delete body.dataset.live
  // Told when the session or the membership ends: the whole page has to be asked for again.
  event.detail.source.addEventListener("signed-out", startAnew)
})

body.addEventListener("htmx:sseError", event => {
  // A short break is not worth a word.
  lost ??= setTimeout(() => (body.dataset.live = "lost"), 3000)
  if (event.detail.source?.readyState === EventSource.CLOSED) leaveIfSignedOut()
})

// A stream that was refused, not interrupted: the session may have ended while the server was away.
const leaveIfSignedOut = async () => {
  const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => null)
  if (answer && (answer.type === "opaqueredirect" || answer.status === 404)) startAnew()
}

// The browser tells a stream that it is leaving; without this the page would flash "lost" on its way out.
addEventListener("pagehide", () => clearTimeout(lost))

body.addEventListener("htmx:beforeSwap", event => {
  const { xhr } = event.detail
  if ([401, 403, 404].includes(xhr.status)) {
    event.detail.shouldSwap = false
    startAnew()
  }
})
