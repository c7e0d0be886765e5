// Comfort only: without this script every link still leads to its source.
(() => {
  "use strict";
  const viewer = document.getElementById("viewer");
  const body = document.getElementById("viewer-body");
  const show = (anchor) => {
    const wanted = document.getElementById(anchor);
    if (!wanted || !(wanted.classList.contains("source") || wanted.classList.contains("basis"))) return false;
    body.replaceChildren(...[...wanted.cloneNode(true).childNodes].filter((node) => !(node.classList && node.classList.contains("close"))));
    if (!viewer.open) viewer.showModal();
    viewer.scrollTop = 0;
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && show(link.getAttribute("href").slice(1))) event.preventDefault();
    if (event.target === viewer) viewer.close();
  });
  document.getElementById("viewer-close").addEventListener("click", () => viewer.close());
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; folded.push(one); }
  });
  window.addEventListener("afterprint", () => { for (const one of folded.splice(0)) one.open = false; });
})();
