// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";

interface TextFieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** "secret": dots, with no help from a password store; pasting is allowed. */
  kind?: "secret" | "lines";
  /** Of several lines: how many are seen at once. */
  rows?: number;
  /** In UTF-16 units. */
  longest?: number;
}

/** One line, one secret, or several lines; the browser is asked not to remember, correct or guess. */
export function TextField({ id, label, hint, error, value, onChange, kind, rows = 4, longest }: TextFieldProps): JSX.Element {
  const described = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter((part) => part !== "").join(" ");
  const common = {
    id,
    value,
    maxLength: longest,
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: false,
    "aria-describedby": described === "" ? undefined : described,
  } as const;
  return (
    <div class={error === undefined ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"}>
      <label class="govuk-label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} class="govuk-error-message">
          {error}
        </p>
      )}
      {kind === "lines" ? (
        <textarea class="govuk-textarea" rows={rows} {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : kind === "secret" ? (
        <input class="govuk-input" type="password" {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input class="govuk-input" type="text" {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </div>
  );
}
