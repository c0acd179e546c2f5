// Copies what a button names: words as words, a text with its form where the browser allows it.
const said = document.querySelector("[data-copy-state]");

async function copy(place) {
  const rich = place.hasAttribute("data-rich") && window.ClipboardItem && navigator.clipboard.write;
  if (!rich) return navigator.clipboard.writeText(place.innerText.trim());
  return navigator.clipboard.write([
    new ClipboardItem({
      "text/html": new Blob([place.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([place.innerText], { type: "text/plain" }),
    }),
  ]);
}

function select(place) {
  const range = document.createRange();
  range.selectNodeContents(place);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.firstChild.textContent;
  button.addEventListener("click", async () => {
    const place = document.getElementById(button.dataset.copy);
    try {
      await copy(place);
      button.firstChild.textContent = "已复制";
    } catch {
      select(place);
      button.firstChild.textContent = "已选中，请按 Ctrl+C";
    }
    if (said) said.textContent = button.textContent;
    setTimeout(() => { button.firstChild.textContent = words; }, 3000);
  });
}
