// SPDX-License-Identifier: Apache-2.0
// Vite plugin: writes the crisis lines into the page's <noscript>, from the dated data, so that they are there even when
// nothing else works.
import { readFileSync } from "node:fs";

const escaped = (text) => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

export function help_without_javascript(folder) {
  return {
    name: "holdfast-help-without-javascript",
    transformIndexHtml(html) {
      const { lines } = JSON.parse(readFileSync(`${folder}/lines.json`, "utf8"));
      const entries = lines
        .filter((line) => line.for.includes("crisis"))
        .map((line) => {
          const numbers = line.contacts
            .map(({ how, shown, dial }) => `<a href="${how === "call" ? "tel" : "sms"}:${escaped(dial)}">${how === "call" ? "call" : "text"} ${escaped(shown)}</a>`)
            .join(", ");
          return `<li>${escaped(line.name.en)}: ${numbers}. ${escaped(line.who.en)} (<a href="${escaped(line.source)}" rel="noreferrer">source</a>, read on ${escaped(line.checked)})</li>`;
        });
      return html.replace("<!--crisis-lines-->", entries.join("\n"));
    },
  };
}
