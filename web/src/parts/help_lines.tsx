// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { en } from "../strings/en";
import { use_language } from "../strings/language";
import { shown_number, type Line } from "../support/support";
import { EnglishUnder } from "./english_beside";
import { SourceNote } from "./source_note";

/** Phone and text lines, each with its source and date. A number is a link that the phone offers to call. */
export function HelpLines({ lines, level = 3 }: { lines: Line[]; level?: 2 | 3 }): JSX.Element {
  return (
    <ul class="hf-lines">
      {lines.map((line) => (
        <HelpLine key={line.id} line={line} level={level} />
      ))}
    </ul>
  );
}

function HelpLine({ line, level }: { line: Line; level: 2 | 3 }): JSX.Element {
  const { t, tag, of } = use_language();
  const both = t.language.awaiting_review;
  const Name = level === 2 ? "h2" : "h3";
  const who = (say: (words: Line["who"]) => string): string =>
    line.hours === undefined ? say(line.who) : `${say(line.who)} ${say(line.hours)}`;
  return (
    <li class="hf-line">
      <Name class="govuk-heading-s hf-line__name">
        {of(line.name)}
        <EnglishUnder text={line.name.en} shown={of(line.name)} />
      </Name>
      <p class="hf-line__numbers">
        {line.contacts.map((contact) => {
          const number = shown_number(contact, tag);
          return (
            <a key={contact.dial} class="hf-number" href={`${contact.how === "call" ? "tel" : "sms"}:${contact.dial}`}>
              <span class="hf-number__how">
                {t.help[contact.how]}
                {both && <span lang="en"> ({en.help[contact.how]})</span>}
              </span>{" "}
              {number}
              <span class="govuk-visually-hidden">, {of(line.name)}</span>
            </a>
          );
        })}
      </p>
      <p class="hf-line__who">
        {who(of)}
        <EnglishUnder text={who((words) => words.en)} shown={who(of)} />
      </p>
      {line.more !== undefined && (
        <p class="hf-line__who">
          {of(line.more)}
          <EnglishUnder text={line.more.en} shown={of(line.more)} />
        </p>
      )}
      <SourceNote of={line} about={of(line.name)} />
    </li>
  );
}
