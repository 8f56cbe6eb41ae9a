// SPDX-License-Identifier: Apache-2.0
// Vite plugin: writes the crisis lines and the way out into the page's own text, from the dated data, so that they are there even
// when nothing else works.
import { readFileSync } from "node:fs";

const escaped = (text) => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

export function help_before_start(folder) {
  return {
    name: "holdfast-help-before-start",
    transformIndexHtml(html) {
      const { lines } = JSON.parse(readFileSync(`${folder}/lines.json`, "utf8"));
      const leave = JSON.parse(readFileSync(`${folder}/leave.json`, "utf8"));
      const entries = lines
        .filter((line) => line.for.includes("crisis"))
        .map((line) => {
          const numbers = line.contacts
            .map(({ how, shown, dial }) => `<a class="govuk-link" href="${how === "call" ? "tel" : "sms"}:${escaped(dial)}">${how === "call" ? "call" : "text"} ${escaped(shown)}</a>`)
            .join(", ");
          return `<li>${escaped(line.name.en)}: ${numbers}. ${escaped(line.who.en)} (<a class="govuk-link" href="${escaped(line.source)}" rel="noreferrer">source</a>, read on ${escaped(line.checked)})</li>`;
        });
      return html.replace("<!--crisis-lines-->", () => entries.join("\n")).replace("<!--leave-address-->", () => escaped(leave.url));
    },
  };
}
