// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { described_by, FieldFrame } from "./field_frame";

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
  const common = {
    id,
    value,
    maxLength: longest,
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: false,
    "aria-describedby": described_by({ id, hint, error }),
  } as const;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {kind === "lines" ? (
        <textarea class="govuk-textarea" rows={rows} {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : kind === "secret" ? (
        <input class="govuk-input" type="password" {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input class="govuk-input" type="text" {...common} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </FieldFrame>
  );
}
