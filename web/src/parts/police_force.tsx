// SPDX-License-Identifier: Apache-2.0
// The police force of a place: it is asked for, never guessed. On a route without pictures the page takes no typed text at all: there
// the force is picked from a list.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Force } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Form } from "./form";
import { is_page, OutsideLink } from "./outside_link";
import { SelectField } from "./select_field";
import { SourceNote } from "./source_note";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";

export function PoliceForce({ forces, asks, step }: { forces: Force[]; asks: boolean; step: string }): JSX.Element {
  const { t } = use_language();
  const { guide, visit } = use_guide();
  const card = useRef<HTMLDivElement>(null);
  const text = t.place;
  /** What was pressed is gone then: who uses the keyboard goes on where the answer stands. */
  function set_place(force: string | null): void {
    guide.place.set(force);
    requestAnimationFrame(() => card.current?.focus({ preventScroll: true }));
  }
  return (
    <div ref={card} tabIndex={-1} class="hf-card">
      {forces.map((force) => (
        <OneForce key={force.id} force={force} />
      ))}
      {guide.place.get() !== null ? (
        <Button look="link" onClick={() => set_place(null)}>
          {text.other}
        </Button>
      ) : asks && visit.route === "adult" ? (
        <FindPlace id={`place-${step}`} onPlace={set_place} />
      ) : (
        asks && <PickForce id={`force-${step}`} onPlace={set_place} />
      )}
    </div>
  );
}

function OneForce({ force }: { force: Force }): JSX.Element {
  const { t } = use_language();
  const name = force.name.say;
  return (
    <>
      <p class="govuk-body">
        <strong>{fill(t.place.found, { name })}</strong>
      </p>
      <p class="hf-line__numbers">
        {[force.phone, force.emergency].map(
          (number) =>
            number !== undefined && (
              <a key={number} class="hf-number" href={`tel:${number}`}>
                <span class="hf-number__how">{t.help.call}</span> {number}
                <span class="govuk-visually-hidden">, {name}</span>
              </a>
            ),
        )}
      </p>
      {force.report_url !== undefined && is_page(force.report_url) ? (
        <OutsideLink href={force.report_url} as_button>
          {fill(t.place.report, { name })}
        </OutsideLink>
      ) : (
        force.website !== undefined &&
        is_page(force.website) && (
          <OutsideLink href={force.website} as_button>
            {fill(t.place.visit, { name })}
          </OutsideLink>
        )
      )}
      <SourceNote of={force} about={name} />
    </>
  );
}

/** A council or the start of a postcode, typed; one exact council is the answer, anything else is asked. */
function FindPlace({ id, onPlace }: { id: string; onPlace: (force: string) => void }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const [typed, type] = useState("");
  const [error, set_error] = use_news();
  const [asked, ask] = useState<string | null>(null);
  const text = t.place;
  // Asked anew in another language, whose names it answers in.
  const found = asked === null ? null : guide.ask("places", tag, { text: asked });
  function find(): void {
    if (typed.trim() === "") {
      set_error((all) => all.place.missing);
      document.getElementById(id)?.focus();
      return;
    }
    set_error(null);
    const exact = guide.ask("places", tag, { text: typed })?.exact ?? [];
    const only = exact.length === 1 ? exact[0] : undefined;
    if (only !== undefined) onPlace(only.force);
    else ask(typed);
  }
  const choices = found?.candidates ?? [];
  return (
    <Form onSubmit={find}>
      <TextField id={id} label={text.label} hint={text.hint} value={typed} onChange={type} error={error === "" ? undefined : error} />
      <Button submit>{text.find}</Button>
      <Status>{asked === null ? "" : choices.length === 0 ? text.none : text.which}</Status>
      {choices.length > 0 && (
        <div class="hf-actions">
          {choices.map((force) => (
            <Button key={force.id} onClick={() => onPlace(force.id)}>
              {force.name.say}
            </Button>
          ))}
        </div>
      )}
    </Form>
  );
}

function PickForce({ id, onPlace }: { id: string; onPlace: (force: string | null) => void }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const forces = (guide.ask("directory", tag, {})?.entries ?? []).filter(({ kind }) => kind === "force").sort((a, b) => a.name.say.localeCompare(b.name.say, tag));
  return (
    <SelectField
      id={id}
      label={t.place.pick}
      value=""
      onChange={(force) => onPlace(force === "" ? null : force)}
      none={t.place.pick_none}
      choices={forces.map((force) => ({ value: force.id, text: force.name.say }))}
    />
  );
}
