// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

interface ChoiceSearchProps {
  id: string;
  typed: string;
  onType: (typed: string) => void;
  found: number;
  /** How many there are; null when all are shown. */
  all: number | null;
  onAll: () => void;
  /** Enter: to the answers that were found. */
  onEnter: () => void;
}

/** A field above a long list of radios: the list below it grows shorter with each letter, and how many are left is told. */
export function ChoiceSearch({ id, typed, onType, found, all, onAll, onEnter }: ChoiceSearchProps): JSX.Element {
  const { t } = use_language();
  const text = t.search;
  const news = typed.trim() === "" ? "" : found === 0 ? text.none : found === 1 ? text.one : fill(text.many, { count: found });
  return (
    <div class="govuk-form-group hf-search">
      <label class="govuk-label" for={id}>
        {text.label}
      </label>
      <div id={`${id}-hint`} class="govuk-hint">
        {text.hint}
      </div>
      <input
        class="govuk-input"
        id={id}
        type="search"
        value={typed}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault(); // the question is answered by a radio, never by a word that was begun
          onEnter();
        }}
      />
      <Status>{news}</Status>
      {all !== null && typed.trim() === "" && (
        <Button look="link" onClick={onAll}>
          {fill(text.all, { count: all })}
        </Button>
      )}
    </div>
  );
}
