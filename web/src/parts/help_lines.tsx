// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Contact, Line, Words } from "../guide/door";
import { en } from "../strings/en";
import { use_language } from "../strings/language";
import { EnglishUnder } from "./english_beside";
import { is_page, OutsideLink } from "./outside_link";
import { Said } from "./said";
import { SourceNote } from "./source_note";

/** A number stands beside the page that it was read on, or beside the page where one can check it: without either it is not shown. */
const can_be_checked = (line: Line): boolean => line.sources.some(({ url }) => is_page(url)) || (line.check_at !== undefined && is_page(line.check_at));

interface HelpLinesProps {
  lines: Line[];
  level?: 2 | 3 | 4;
  /** Names and numbers alone, as the same lines stand in full elsewhere on the page: all of them, or those in `known`. */
  brief?: boolean;
  known?: ReadonlySet<string>;
}

/** Phone and text lines, each with its source and date. A number is a link that the phone offers to call. */
export function HelpLines({ lines, level = 3, brief = false, known }: HelpLinesProps): JSX.Element {
  return (
    <ul class={brief ? "hf-lines hf-lines--brief" : "hf-lines"}>
      {lines.filter(can_be_checked).map((line) => (
        <HelpLine key={line.id} line={line} level={level} brief={brief || known?.has(line.id) === true} />
      ))}
    </ul>
  );
}

function HelpLine({ line, level, brief }: { line: Line; level: 2 | 3 | 4; brief: boolean }): JSX.Element {
  const Name = `h${level}` as "h2" | "h3" | "h4";
  const who = (say: (words: Words) => string): string => [line.who, line.hours].flatMap((words) => (words === undefined ? [] : [say(words)])).join(" ");
  const shown = who((words) => words.say);
  const name = <Said of={line.name} />;
  return (
    <li class="hf-line">
      {brief ? <p class="hf-line__name hf-line__name--brief">{name}</p> : <Name class="govuk-heading-s hf-line__name">{name}</Name>}
      <p class="hf-line__numbers">
        {line.contacts.map((contact) => (
          <Way key={`${contact.how} ${contact.shown}`} contact={contact} about={line.name.say} />
        ))}
      </p>
      {!brief && (
        <>
          <p class="hf-line__who">
            {shown}
            <EnglishUnder text={who((words) => words.en ?? words.say)} shown={shown} />
          </p>
          {line.more !== undefined && (
            <p class="hf-line__who">
              <Said of={line.more} />
            </p>
          )}
        </>
      )}
      <SourceNote of={line} about={line.name.say} />
    </li>
  );
}

const schemes = { call: "tel", relay: "tel", text: "sms" } as const;

/** One way to reach a line. */
function Way({ contact, about }: { contact: Contact; about: string }): JSX.Element {
  const { t } = use_language();
  const { how, shown, dial, url } = contact;
  const both = t.language.awaiting_review;
  const label = (
    <span class="hf-number__how">
      {t.help[how]}
      {both && <span lang="en"> ({en.help[how]})</span>}
    </span>
  );
  if (how === "chat" || how === "web") {
    return (
      <span class="hf-number">
        {label} {url !== undefined && is_page(url) ? <OutsideLink href={url} about={about}>{shown}</OutsideLink> : shown}
      </span>
    );
  }
  if (dial === undefined) return <span class="hf-number">{label} {shown}</span>;
  return (
    <a class="hf-number" href={`${schemes[how]}:${dial}`}>
      {label} {shown}
      <span class="govuk-visually-hidden">, {about}</span>
    </a>
  );
}
