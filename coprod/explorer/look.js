// Makes the explorer a page for everybody: JupyterLab's one-key shortcuts stay out, and screen readers hear what changes.
const begin = () => {
  const cell = element.closest(".jp-Cell") || document.querySelector(".coprod-explore")?.parentElement;
  if (!cell || !element.isConnected) return setTimeout(begin, 50); // JupyterLab runs this before it shows it
  const mend = () => {
    // On each control itself: JupyterLab looks at the one in focus before it looks at what is around it.
    for (const control of cell.querySelectorAll(":is(button, select, input, a, [tabindex]):not([data-lm-suppress-shortcuts])")) {
      control.setAttribute("data-lm-suppress-shortcuts", "true");
    }
    for (const said of cell.querySelectorAll(".coprod-status:not([role])")) {
      said.setAttribute("role", "status");
      said.setAttribute("aria-live", "polite");
      said.setAttribute("aria-atomic", "true");
    }
    for (const group of cell.querySelectorAll(".widget-toggle-buttons")) {
      const label = group.querySelector(".widget-label");
      if (label && !group.hasAttribute("role")) {
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", label.textContent);
      }
    }
    for (const button of cell.querySelectorAll("button.widget-toggle-button")) {
      const pressed = String(button.classList.contains("mod-active"));
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      if (button.title === "") button.removeAttribute("title");
    }
  };
  new MutationObserver(mend).observe(cell, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  mend();
};
begin();
