// SPDX-License-Identifier: Apache-2.0
// The police force of a place: it is asked for, never guessed. On a route without pictures the page takes no typed text at all: there
// the force is picked from a list.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Force, Place, Places, Words } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Form } from "./form";
import { is_page, OutsideLink } from "./outside_link";
import { SourceNote } from "./source_note";
import { Status } from "./status";
import { TextField } from "./text_field";

export function PoliceForce({ forces, asks, step }: { forces: Force[]; asks: boolean; step: string }): JSX.Element {
  const { t } = use_language();
  const { guide, visit } = use_guide();
  const text = t.place;
  return (
    <div class="hf-card">
      {forces.map((force) => (
        <OneForce key={force.id} force={force} />
      ))}
      {guide.place.get() !== null ? (
        <Button look="link" onClick={() => guide.place.set(null)}>
          {text.other}
        </Button>
      ) : asks && visit.route === "adult" ? (
        <FindPlace id={`place-${step}`} />
      ) : (
        asks && <PickForce id={`force-${step}`} />
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
function FindPlace({ id }: { id: string }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const [typed, type] = useState("");
  const [error, set_error] = useState<string | undefined>(undefined);
  const [found, set_found] = useState<Places | null>(null);
  const text = t.place;
  function find(): void {
    if (typed.trim() === "") {
      set_error(text.missing);
      document.getElementById(id)?.focus();
      return;
    }
    set_error(undefined);
    const places = guide.ask("places", tag, { text: typed });
    const only = places?.exact.length === 1 ? places.exact[0] : undefined;
    if (only !== undefined) guide.place.set(only.force);
    else set_found(places);
  }
  const choices: { force: string; name: Words }[] = [...(found?.exact ?? []).map((place: Place) => ({ force: place.force, name: place.name })), ...(found?.candidates ?? []).map((force) => ({ force: force.id, name: force.name }))];
  return (
    <Form onSubmit={find}>
      <TextField id={id} label={text.label} hint={text.hint} value={typed} onChange={type} error={error} />
      <Button submit>{text.find}</Button>
      <Status>{found === null ? "" : choices.length === 0 ? text.none : text.which}</Status>
      {choices.length > 0 && (
        <div class="hf-actions">
          {choices.map(({ force, name }) => (
            <Button key={force} onClick={() => guide.place.set(force)}>
              {name.say}
            </Button>
          ))}
        </div>
      )}
    </Form>
  );
}

function PickForce({ id }: { id: string }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const forces = (guide.ask("directory", tag, {})?.entries ?? []).filter(({ kind }) => kind === "force").sort((a, b) => a.name.say.localeCompare(b.name.say));
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>
        {t.place.pick}
      </label>
      <select class="govuk-select" id={id} value="" onChange={(event) => guide.place.set(event.currentTarget.value === "" ? null : event.currentTarget.value)}>
        <option value="">{t.place.pick_none}</option>
        {forces.map((force) => (
          <option key={force.id} value={force.id}>
            {force.name.say}
          </option>
        ))}
      </select>
    </div>
  );
}
