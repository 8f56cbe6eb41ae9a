// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { described_by, HintAndError } from "./field_frame";

interface RadioFieldProps<V extends string> {
  id: string;
  legend: string;
  hint?: string;
  choices: { value: V; text: string; hint?: string }[];
  value: V | null;
  onChange: (value: V) => void;
  error?: string | undefined;
}

/** A question with radios among others on a screen. Nothing is chosen beforehand unless `value` says so. The first radio has `id`. */
export function RadioField<V extends string>({ id, legend, hint, choices, value, onChange, error }: RadioFieldProps<V>): JSX.Element {
  return (
    <div class={error === undefined ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"}>
      <fieldset class="govuk-fieldset" aria-describedby={described_by({ id, hint, error })}>
        <legend class="govuk-fieldset__legend">{legend}</legend>
        <HintAndError id={id} hint={hint} error={error} />
        <div class="govuk-radios">
          {choices.map((choice, index) => {
            const own = index === 0 ? id : `${id}-${index}`;
            return (
              <div class="govuk-radios__item" key={choice.value}>
                <input
                  class="govuk-radios__input"
                  id={own}
                  name={id}
                  type="radio"
                  value={choice.value}
                  checked={value === choice.value}
                  onChange={() => onChange(choice.value)}
                  aria-describedby={choice.hint === undefined ? undefined : `${own}-about`}
                />
                <label class="govuk-label govuk-radios__label" for={own}>
                  {choice.text}
                </label>
                {choice.hint !== undefined && (
                  <div id={`${own}-about`} class="govuk-hint govuk-radios__hint">
                    {choice.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
