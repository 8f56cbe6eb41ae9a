// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

export function Checkbox({ id, checked, onChange, text, error }: { id: string; checked: boolean; onChange: (checked: boolean) => void; text: ComponentChildren; error?: string | undefined }): JSX.Element {
  return (
    <div class={error === undefined ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"}>
      {error !== undefined && (
        <p id={`${id}-error`} class="govuk-error-message">
          {error}
        </p>
      )}
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            type="checkbox"
            checked={checked}
            onChange={(event) => onChange(event.currentTarget.checked)}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {text}
          </label>
        </div>
      </div>
    </div>
  );
}
