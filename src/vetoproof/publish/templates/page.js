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

// SHA-256 (FIPS 180-4) in plain script: the browser's own is not to be had from a file.
const ROUNDS = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 0, prime = 2; n < 64; prime++) {
  let divides = false;
  for (let by = 2; by * by <= prime; by++) if (prime % by === 0) divides = true;
  if (divides) continue;
  const part = (root) => Math.floor((root - Math.floor(root)) * 4294967296);
  if (n < 8) START[n] = part(Math.sqrt(prime));
  ROUNDS[n++] = part(Math.cbrt(prime));
}
function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const size = ((bytes.length + 72) >> 6) << 6;
  const block = new Uint8Array(size);
  block.set(bytes);
  block[bytes.length] = 128;
  const view = new DataView(block.buffer);
  view.setUint32(size - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(size - 4, bytes.length << 3);
  const state = START.slice();
  const w = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < size; at += 64) {
    for (let n = 0; n < 16; n++) w[n] = view.getUint32(at + 4 * n);
    for (let n = 16; n < 64; n++) {
      const s0 = turn(w[n - 15], 7) ^ turn(w[n - 15], 18) ^ (w[n - 15] >>> 3);
      const s1 = turn(w[n - 2], 17) ^ turn(w[n - 2], 19) ^ (w[n - 2] >>> 10);
      w[n] = w[n - 16] + s0 + w[n - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let n = 0; n < 64; n++) {
      const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[n] + w[n];
      const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, n) => { state[n] += value; });
  }
  return Array.from(state, (value) => value.toString(16).padStart(8, "0")).join("");
}

// What the page says, as its maker took it down: each element with its attributes, then its texts (publish/seal.py).
function said() {
  const parts = [];
  const unsaid = new Set(["html", "head", "body", "tbody"]);
  const tidy = (text) => text.replace(/[ \t\n\r\f]+/g, " ");
  function walk(node) {
    if (node.nodeType === 3) {
      const text = tidy(node.data);
      if (text !== "" && text !== " ") parts.push(text);
    } else if (node.nodeType === 1) {
      const tag = node.tagName.toLowerCase();
      if (!unsaid.has(tag)) {
        const told = Array.from(node.attributes, (one) => [one.name.toLowerCase(), tidy(one.value)]).filter((one) => one[0] !== "open");
        told.sort((one, other) => (one[0] < other[0] ? -1 : 1));
        parts.push("<" + tag + told.map((one) => " " + one[0] + "=" + one[1]).join("") + ">");
      }
      if (node.id !== "seal" && node.id !== "check") node.childNodes.forEach(walk);
    }
  }
  walk(document.documentElement);
  return parts.join("");
}
const carried = (id) => JSON.parse(document.getElementById(id).textContent);
function lines() {
  const { lines: count, keys, values, places } = carried("carried-findings");
  const out = [];
  for (let n = 0; n < count; n++) {
    const of = (key) => values[key][places[key] ? places[key][n] : 0];
    const id = sha256("[" + ["fact", "provision", "limb"].map(of).join(",") + "]").slice(0, 16);
    out.push("{" + keys.map((key) => '"' + key + '":' + (key === "id" ? '"' + id + '"' : of(key))).join(",") + "}\n");
  }
  return out.join("");
}
function check() {
  const printed = (id) => document.getElementById(id).textContent;
  return [
    ["the page (text, tables and charts)", () => sha256(said()), printed("seal")],
    ["the findings that it carries", () => sha256(lines()), printed("hash-findings")],
    ["the law that it carries", () => sha256(carried("carried-law")), printed("hash-law")],
  ].map(([what, take, want]) => {
    let found = "";
    try { found = take(); } catch (error) { found = String(error); }
    return [what, found === want];
  });
}
const place = document.getElementById("check");
const button = place.appendChild(document.createElement("button"));
const says = place.appendChild(document.createElement("span"));
function show() {
  const wrong = check().filter((one) => !one[1]).map((one) => one[0]);
  place.dataset.check = wrong.length ? "altered" : "fits";
  says.textContent = wrong.length ? "Altered: " + wrong.join(", ") + "." : "The page, its findings and its law fit the hashes printed here.";
}
button.textContent = "Check this page";
says.setAttribute("role", "status");
button.addEventListener("click", show);
if (location.hash === "#check") show();
