// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { CountryPart } from "../guide/door";
import { use_language } from "../strings/language";
import { Said } from "./said";
import { SourceNote } from "./source_note";

/** What the entry of a country adds to a step: a number to dial in danger, its police, its law. */
export function CountryParts({ parts }: { parts: CountryPart[] }): JSX.Element {
  const { t } = use_language();
  return (
    <>
      {parts.map((part) => (
        <div key={part.part} class="hf-part">
          {part.number !== undefined && (
            <p class="hf-line__numbers">
              <a class="hf-number" href={`tel:${part.number}`}>
                <span class="hf-number__how">{t.help.call}</span> {part.number}
              </a>
            </p>
          )}
          {part.text !== undefined && (
            <p class="govuk-body">
              <Said of={part.text} />
            </p>
          )}
          <SourceNote of={part} about={part.text?.say ?? part.part} />
        </div>
      ))}
    </>
  );
}
