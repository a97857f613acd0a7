// Runs before the page is painted: the remembered theme, otherwise the system's.
(() => {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")

  const remembered = () => {
    try {
      return localStorage.getItem("theme")
    } catch {
      return null // the browser keeps nothing for us
    }
  }

  const show = () => root.setAttribute("data-bs-theme", remembered() ?? (system.matches ? "dark" : "light"))

  show()
  system.addEventListener("change", show)

  document.addEventListener("click", event => {
    if (!event.target.closest("[data-theme-toggle]")) return
    const chosen = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark"
    try {
      localStorage.setItem("theme", chosen)
    } catch {
      // it lasts for this page then
    }
    root.setAttribute("data-bs-theme", chosen)
  })
})()
