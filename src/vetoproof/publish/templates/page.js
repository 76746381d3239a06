"use strict";
// Only a help: the page reads without it. A link into closed details opens them; print opens all of them.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
if (location.hash) reveal();

// The page checks itself: the hash of the text between its cover and its colophon against the seal printed there.
async function check(says) {
  const text = document.querySelector("main").textContent.replace(/[ \t\n\r\f]+/g, " ");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const found = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const fits = found === document.getElementById("seal").textContent;
  says.textContent = fits ? "The text of this page fits its seal." : "The text of this page does not fit its seal: it was altered.";
}
if (window.crypto && crypto.subtle) {
  const place = document.getElementById("check");
  const button = place.appendChild(document.createElement("button"));
  const says = place.appendChild(document.createElement("span"));
  button.textContent = "Check this page";
  says.setAttribute("role", "status");
  button.addEventListener("click", () => check(says));
}
