// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { type Exhibit, size_words } from "../evidence/case_view";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** One exhibit in words: its number, what it is, and what of it is held. Never a picture. `onReadWords`: null where no words can be read in it. */
export function ExhibitRow({ name, exhibit, onTakeOut, onReadWords }: { name: string; exhibit: Exhibit; onTakeOut: () => void; onReadWords: (() => void) | null }): JSX.Element {
  const { kind, title, holding, machine_read } = exhibit;
  const { t } = use_language();
  const text = t.evidence;
  const called = title ?? (holding.is === "described" ? text.no_title : holding.file.name);
  return (
    <li class="hf-line">
      <h3 class="govuk-heading-s hf-tight">
        {name} <bdi>{called}</bdi>
      </h3>
      <p class="govuk-body hf-tight">
        {text.kinds[kind]}. {holding.is === "kept" ? size_words(holding.file.size) : holding.is === "hashes" ? text.checksums_only : text.words_only}
      </p>
      {machine_read !== undefined && <p class="govuk-body hf-tight">{t.machine_words.mark}</p>}
      {onReadWords !== null && (
        <Button look="link" label={`${t.machine_words.action}: ${name}`} onClick={onReadWords}>
          {t.machine_words.action}
        </Button>
      )}
      <Button look="link" label={`${text.take_out}: ${name}`} onClick={onTakeOut}>
        {text.take_out}
      </Button>
    </li>
  );
}
