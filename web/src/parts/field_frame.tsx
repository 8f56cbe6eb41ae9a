// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

interface FieldFrameProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ComponentChildren;
}

/** Label, hint and what is wrong, above one field; the field names them by described_by(). */
export function FieldFrame({ id, label, hint, error, children }: FieldFrameProps): JSX.Element {
  return (
    <div class={error === undefined ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"}>
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <HintAndError id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

type Said = Pick<FieldFrameProps, "id" | "hint" | "error">;

/** What described_by() names. */
export function HintAndError({ id, hint, error }: Said): JSX.Element {
  return (
    <>
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
    </>
  );
}

/** For `aria-describedby` of the field in such a frame. */
export function described_by({ id, hint, error }: Said): string | undefined {
  const parts = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])];
  return parts.length === 0 ? undefined : parts.join(" ");
}
