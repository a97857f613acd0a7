// Rows of the service form that come and go. Without it the same buttons ask the server for one row more or less.

const form = document.querySelector("[data-service-form]")

form.addEventListener("click", event => {
  const add = event.target.closest("[data-adds]")
  if (add) {
    event.preventDefault()
    addRow(add.dataset.adds)
  }
  const remove = event.target.closest("[data-removes]")
  if (remove) {
    event.preventDefault()
    removeRow(remove.closest(".entry"))
  }
})

form.addEventListener("change", event => {
  const row = event.target.closest(".entry")
  if (row) dress(row)
})

const addRow = kind => {
  const rows = document.getElementById(`${kind}-rows`)
  const next = Math.max(-1, ...[...rows.children].map(row => Number(row.dataset.index))) + 1
  const template = document.getElementById(`${kind}-template`)
  rows.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("NEWROW", next))
  const row = rows.lastElementChild
  dress(row)
  row.querySelector("input, textarea, select").focus()
}

const removeRow = row => {
  const rows = row.parentElement
  const next = row.nextElementSibling ?? row.previousElementSibling
  row.remove()
  const focus = next?.querySelector("input, textarea, select") ?? rows.parentElement.querySelector("[data-adds]")
  focus.focus()
}

// What one choice in a row means for the rest of it.
const dress = row => {
  const publish = row.querySelector("[data-publish]")
  if (publish) row.querySelector(".host-port").classList.toggle("off", publish.value !== "fixed")
  const secret = row.querySelector("[data-secret]")
  if (secret) row.classList.toggle("secret", secret.checked)
}

for (const row of form.querySelectorAll(".entry")) dress(row)

// Port and path belong to some checks only. What is wrong is never hidden.
const health = form.querySelector("[data-health]")
const check = health.querySelector("[data-check]")
const dressHealth = () => {
  for (const field of health.querySelectorAll("[data-for]")) {
    const useful = field.dataset.for.split(" ").includes(check.value)
    field.classList.toggle("off", !useful && !field.querySelector("[aria-invalid=true]"))
  }
}
check.addEventListener("change", dressHealth)
dressHealth()

// An image pasted with its tag is taken apart: the tag has a field of its own.
form.elements.image?.addEventListener("change", ({ target }) => {
  const parts = /^(.+?\/)?([^/:@]+):([\w][\w.-]*)$/.exec(target.value.trim())
  if (!parts) return
  target.value = (parts[1] ?? "") + parts[2]
  form.elements.tag.value = parts[3]
})

// A field inside what is folded away cannot be seen to be wrong.
for (const wrong of form.querySelectorAll("details [aria-invalid=true]")) wrong.closest("details").open = true
