// Small conveniences, each bound to one data attribute. Everything works without them, only less comfortably.

// A second click on a form that is on its way does nothing.
document.addEventListener("submit", event => {
  const form = event.target
  if (event.defaultPrevented || form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = "yes"
  event.submitter?.classList.add("working")
  event.submitter?.setAttribute("aria-disabled", "true")
})

// Coming back by the browser's own button brings the page back as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent
  for (const button of document.querySelectorAll(".working")) {
    button.classList.remove("working")
    button.removeAttribute("aria-disabled")
  }
})

// Lists that lie above the page, and close when attention goes elsewhere.
const FLOATING = "details.switcher[open], details.menu[open]"

// Opens a question. While a deployment is at work, the opener says so, and the question is also what to do about that; a button
// that would otherwise act at once lends the question its own form then.
const ask = (question, opener) => {
  if (!question) return
  const choice = question.querySelector("[data-busy-choice]")
  if (choice) {
    choice.hidden = !opener.dataset.busy
    choice.querySelector("legend").textContent = opener.dataset.busy ?? ""
    choice.querySelector("[value=queue]").checked = true
  }
  const title = question.querySelector("[data-question-title]")
  if (title && opener.form) {
    title.textContent = opener.dataset.question
    const form = question.querySelector("form")
    form.action = opener.form.action
    form.elements.key.value = opener.form.elements.key.value
  }
  opener.closest("details.menu")?.removeAttribute("open")
  question.showModal()
}

document.addEventListener("click", event => {
  const opener = event.target.closest("[data-opens]")
  if (opener) {
    event.preventDefault()
    ask(document.getElementById(opener.dataset.opens), opener)
  }
  if (event.target.closest("[data-closes]")) {
    event.preventDefault()
    event.target.closest("dialog").close()
  }
  if (event.target instanceof HTMLDialogElement) event.target.close()

  const copier = event.target.closest("[data-copies]")
  if (copier) copy(copier)

  const menu = event.target.closest("[data-menu]")
  if (menu) {
    const open = document.getElementById(menu.getAttribute("aria-controls")).classList.toggle("open")
    menu.setAttribute("aria-expanded", String(open))
  }

  for (const list of document.querySelectorAll(FLOATING)) {
    if (!list.contains(event.target)) list.open = false
  }
})

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return
  for (const list of document.querySelectorAll(FLOATING)) {
    list.open = false
    list.querySelector("summary").focus()
  }
})

// A grave button wakes up once the name beside it has been typed.
document.addEventListener("input", event => {
  const expected = event.target.dataset?.mustBe
  if (expected === undefined) return
  const button = event.target.form.querySelector("[type=submit]")
  button.disabled = event.target.value.trim() !== expected
})

const copy = async button => {
  const source = document.getElementById(button.dataset.copies)
  try {
    await navigator.clipboard.writeText(source.textContent.trim())
  } catch {
    // No clipboard for pages that came over plain HTTP: select it, so that one key copies it.
    getSelection().selectAllChildren(source)
    return
  }
  const words = button.querySelector("[data-words]")
  const before = words.textContent
  words.textContent = button.dataset.copied
  setTimeout(() => (words.textContent = before), 1800)
}

// What was answered to a form directly shows the page of another address: a reload should ask for that, not send again.
const shown = document.querySelector("[data-address]")
if (shown) history.replaceState(null, "", shown.dataset.address)

// A question whose answer was not right is asked again.
for (const question of document.querySelectorAll("dialog[data-shown]")) question.showModal()

document.querySelector("[aria-invalid=true]")?.focus()
