// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { size_words } from "../evidence/case_view";
import type { PackPart } from "../evidence/sealing";
import { save_pack } from "../keep/save_pack";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";
import { use_news } from "./use_news";

/** A pack in several files, each saved by a press of its own. */
export function SaveParts({ parts, onAllSaved }: { parts: readonly PackPart[]; onAllSaved: () => void }): JSX.Element {
  const { t } = use_language();
  const [news, set_news] = use_news();
  const [saved, set_saved] = useState<ReadonlySet<string>>(new Set());
  const text = t.pack_extras;
  async function save({ file_name: name, file }: PackPart): Promise<void> {
    if (!(await save_pack(name, file))) return set_news((all) => all.evidence.not_saved_now);
    const now = new Set(saved).add(name);
    set_saved(now);
    set_news((all) => fill(all.pack_extras.part_saved, { name, left: parts.length - now.size }));
    if (now.size === parts.length) onAllSaved();
  }
  return (
    <>
      <p class="govuk-body">{fill(text.parts_lead, { count: parts.length })}</p>
      <ul class="govuk-list">
        {parts.map((part) => (
          <li key={part.file_name}>
            <Button look={saved.has(part.file_name) ? "second" : "main"} onClick={() => void save(part)}>
              {fill(text.part, { name: part.file_name, size: size_words(part.file.size) })}
            </Button>
          </li>
        ))}
      </ul>
      <Status>{news}</Status>
    </>
  );
}
