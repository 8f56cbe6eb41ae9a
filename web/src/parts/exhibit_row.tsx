// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { type Exhibit, size_words } from "../evidence/case_view";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";

interface ExhibitRowProps {
  name: string;
  exhibit: Exhibit;
  onTakeOut: () => void;
  /** Null where no words can be read in it. */
  onReadWords: (() => void) | null;
  /** Null where it is no picture that the case keeps. */
  onCover: (() => void) | null;
  onDropCopy: (index: number) => void;
}

/** One exhibit in words: its number, what it is, and what of it is held. Never a picture. */
export function ExhibitRow({ name, exhibit: { kind, title, holding, copies, machine_read }, onTakeOut, onReadWords, onCover, onDropCopy }: ExhibitRowProps): JSX.Element {
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
      {onCover !== null && (
        <Button look="link" label={`${t.cover.button}: ${name}`} onClick={onCover}>
          {t.cover.button}
        </Button>
      )}{" "}
      <Button look="link" label={`${text.take_out}: ${name}`} onClick={onTakeOut}>
        {text.take_out}
      </Button>
      {copies?.map(({ index, size }) => (
        <p key={index} class="govuk-body hf-tight">
          {fill(t.cover.copy, { name: `${name}-R${index}`, size: size_words(size) })}{" "}
          <Button look="link" label={`${text.take_out}: ${name}-R${index}`} onClick={() => onDropCopy(index)}>
            {text.take_out}
          </Button>
        </p>
      ))}
    </li>
  );
}
