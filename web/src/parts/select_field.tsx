// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";

interface SelectFieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The words of "" . */
  none: string;
  choices: { value: string; text: string }[];
}

export function SelectField({ id, label, value, onChange, none, choices }: SelectFieldProps): JSX.Element {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <select class="govuk-select" id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </div>
  );
}
