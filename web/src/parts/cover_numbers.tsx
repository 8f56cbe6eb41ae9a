// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { type Area, type Covering, inside, type Which, with_box } from "../evidence/boxes";
import type { Box } from "../evidence/case_types";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Details } from "./details";

/** The same boxes in figures, for whoever cannot or does not want to draw. What does not fit is put where it does. */
export function CoverNumbers({ area, covering, onStep }: { area: Area; covering: Covering; onStep: (next: Covering) => void }): JSX.Element | null {
  const { t } = use_language();
  const text = t.cover;
  const { boxes, crop } = covering;
  if (boxes.length === 0 && crop === null) return null;
  const names = [text.left, text.top, text.width, text.height];
  function typed(which: Which, box: Box, at: number, words: string): void {
    const value = /^\d{1,5}$/.test(words.trim()) ? Number(words) : box[at];
    onStep(with_box(covering, which, inside(box.map((each, place) => (place === at ? value : each)) as Box, area)));
  }
  const row = (which: Which, box: Box, name: string): JSX.Element => (
    <fieldset class="govuk-fieldset" key={which}>
      <legend class="govuk-fieldset__legend">{name}</legend>
      <div class="hf-cover__numbers">
        {names.map((label, at) => {
          const id = `cover-${which}-${at}`;
          return (
            <div class="govuk-form-group" key={id}>
              <label class="govuk-label" for={id}>
                {label}
              </label>
              <input class="govuk-input govuk-input--width-5" id={id} type="text" inputMode="numeric" autocomplete="off" value={box[at]} onChange={(event) => typed(which, box, at, event.currentTarget.value)} />
            </div>
          );
        })}
      </div>
      <Button look="link" label={`${text.away}: ${name}`} onClick={() => onStep(with_box(covering, which, null))}>
        {text.away}
      </Button>
    </fieldset>
  );
  return (
    <Details summary={text.in_numbers}>
      <p class="govuk-hint">{fill(text.numbers_hint, { width: area.width, height: area.height })}</p>
      {boxes.map((box, at) => row(at, box, fill(text.box, { number: at + 1 })))}
      {crop !== null && row("crop", crop, text.crop)}
    </Details>
  );
}
