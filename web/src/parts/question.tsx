// SPDX-License-Identifier: Apache-2.0
// One question with radios: the shape of most screens. A long list of answers can be searched.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { ChoiceSearch } from "./choice_search";
import { EnglishUnder } from "./english_beside";
import { ErrorSummary } from "./error_summary";
import { Form } from "./form";
import { long_list, narrowed } from "./narrowed";

export interface Choice<V extends string> {
  value: V;
  text: string;
  hint?: string;
  /** The same text in English, shown under a translation that awaits review. */
  english?: string;
}

interface QuestionProps<V extends string> {
  name: string;
  legend: ComponentChildren;
  choices: Choice<V>[];
  missing: string;
  onAnswer: (value: V) => void;
  /** Between the question and the answers. */
  children?: ComponentChildren;
  button?: string;
  /** What was answered before, where the same question is asked again; else nothing is chosen beforehand. */
  before?: V | undefined;
  /** Of a long list: shown whatever is searched for. */
  always?: readonly V[];
}

export function Question<V extends string>({ name, legend, choices, missing, onAnswer, children, button, before, always = [] }: QuestionProps<V>): JSX.Element {
  const { t } = use_language();
  const [chosen, choose] = useState<V | null>(before ?? null);
  const [asked_in_vain, set_asked_in_vain] = useState(0);
  const [typed, type] = useState("");
  const [all, show_all] = useState(false);
  const is_long = choices.length > long_list;
  const { shown, found } = is_long ? narrowed(choices, typed, new Set<string>(always), all, chosen) : { shown: choices, found: choices.length };
  const id_of = (choice: Choice<V> | undefined): string => `${name}-${choice === undefined ? 0 : choices.indexOf(choice)}`;
  const is_missing = asked_in_vain > 0 && chosen === null;
  const first = id_of(shown[0]);
  const error = `${name}-error`;
  return (
    <Form
      onSubmit={() => {
        if (chosen === null) set_asked_in_vain(asked_in_vain + 1);
        else onAnswer(chosen);
      }}
    >
      {is_missing && <ErrorSummary turn={asked_in_vain} message={missing} field={first} />}
      <div class={is_missing ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}>
        <fieldset class="govuk-fieldset" aria-describedby={is_missing ? error : undefined}>
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--l">{legend}</legend>
          {children}
          {is_missing && (
            <p id={error} class="govuk-error-message">
              {missing}
            </p>
          )}
          {is_long && (
            <ChoiceSearch
              id={`${name}-search`}
              typed={typed}
              onType={type}
              found={found}
              all={all ? null : choices.length}
              onAll={() => show_all(true)}
              onEnter={() => found > 0 && document.getElementById(first)?.focus()}
            />
          )}
          <div class="govuk-radios">
            {shown.map((choice) => {
              const id = id_of(choice);
              const has_hint = choice.hint !== undefined || choice.english !== undefined;
              return (
                <div class="govuk-radios__item" key={choice.value}>
                  <input
                    class="govuk-radios__input"
                    id={id}
                    name={name}
                    type="radio"
                    value={choice.value}
                    checked={chosen === choice.value}
                    onChange={() => choose(() => choice.value)}
                    aria-describedby={has_hint ? `${id}-hint` : undefined}
                  />
                  <label class="govuk-label govuk-radios__label" for={id}>
                    {choice.text}
                  </label>
                  {has_hint && (
                    <div id={`${id}-hint`} class="govuk-hint govuk-radios__hint">
                      {choice.hint}
                      {choice.english !== undefined && <EnglishUnder text={choice.english} shown={choice.text} />}
                    </div>
                  )}
                </div>
              );
            })}
          </div>
        </fieldset>
      </div>
      <Button submit look="main">
        {button ?? t.page.go_on}
      </Button>
    </Form>
  );
}
