"use strict";
// Only a help: the page reads without it. A link into closed details opens them; print opens all of them.
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  let at = id && document.getElementById(id);
  const target = at;
  for (; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
reveal();
