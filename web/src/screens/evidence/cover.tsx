// SPDX-License-Identifier: Apache-2.0
// Covering parts of a picture on a copy: boxes are drawn, the copy is made and looked at just as it will be kept, and then kept.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Area, type Covering, does_something, first_box, first_crop, most_boxes, nothing_covered, type Which, with_box } from "../../evidence/boxes";
import type { Box } from "../../evidence/case_types";
import { exhibit_name, is_coverable } from "../../evidence/case_view";
import { use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { box_id, CoverBoard } from "../../parts/cover_board";
import { CoverNumbers } from "../../parts/cover_numbers";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_object_url } from "../../parts/use_object_url";
import { use_session } from "../../state/session_context";
import { fill, use_language } from "../../strings/language";
import type { CoverOutcome } from "../../worker/cover";
import { CoveredCopy } from "./covered_copy";

export function Cover({ number }: { number: number }): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { evidence, view } = use_evidence();
  const [file] = useState(evidence.file_of(number));
  const address = use_object_url(file);
  const [is_shown, show] = useState(false);
  const [area, set_area] = useState<Area | null>(null);
  const [covering, cover] = useState<Covering>(nothing_covered);
  /** What there was before each step, for taking it back. */
  const [before, set_before] = useState<readonly Covering[]>([]);
  const [made, set_made] = useState<Extract<CoverOutcome, { ok: true }> | null>(null);
  const [fails, set_fails] = useState(false);
  const [news, set_news] = use_news();
  const [is_busy, set_busy] = useState(false);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  /** A box that was added by its button gets the focus once it is drawn. */
  const added = useRef<Which | null>(null);
  useEffect(() => {
    if (added.current !== null) document.getElementById(box_id(added.current))?.focus();
    added.current = null;
  }, [covering]);
  const exhibit = view?.exhibits.find((each) => each.number === number);
  if (view === null || exhibit?.holding.is !== "kept" || file === null) return null;
  const name = exhibit_name(view, number);
  const text = t.cover;
  const can = is_coverable(exhibit.holding.file.type) && !fails;

  function did(from: Covering): void {
    set_before([...before, from]);
    set_news(null);
  }
  function step(next: Covering): void {
    did(covering);
    cover(next);
  }
  function add(which: Which, box: Box): void {
    added.current = which;
    step(with_box(covering, which, box));
  }
  async function make(of: Area): Promise<void> {
    if (!does_something(covering, of)) return set_news((all) => all.cover.nothing);
    set_busy(true);
    set_news((all) => all.cover.making);
    const own = new AbortController();
    stopper.current = own;
    const outcome = await session.cover({ file: file as File, boxes: covering.boxes, crop: covering.crop }, own.signal);
    set_busy(false);
    if (!outcome.ok) {
      const { error } = outcome;
      return set_news((all) => (error === "stopped" ? all.cover.stopped : error === "unsupported" ? all.cover.other_kind : all.pictures.errors[error]));
    }
    // Boxes were drawn over what the browser shows: where the module sees a picture of another size, they would lie elsewhere.
    const { parent_width, parent_height } = outcome.record;
    if (parent_width !== of.width || parent_height !== of.height) return set_news((all) => all.cover.no_fit);
    set_news(null);
    set_made(outcome);
  }

  if (made !== null) return <CoveredCopy number={number} name={name} made={made} is_shown={is_shown} onShow={show} onChange={() => set_made(null)} />;
  if (!can)
    return (
      <>
        <Heading>{fill(text.heading, { name })}</Heading>
        <p class="govuk-body-l">{text.other_kind}</p>
        <Button onClick={() => evidence.back()}>{t.page.back}</Button>
      </>
    );
  return (
    <>
      <Heading>{fill(text.heading, { name })}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">
        {text.why} {text.original}
      </p>
      <p class="govuk-body">{text.how}</p>
      <Button look="link" pressed={is_shown} onClick={() => show(!is_shown)}>
        {is_shown ? t.evidence.hide : t.evidence.show}
      </Button>
      {address !== null && (
        <CoverBoard address={address} is_shown={is_shown} area={area} covering={covering} onArea={set_area} onFail={() => set_fails(true)} onDraw={cover} onStep={did} />
      )}
      {area !== null && (
        <>
          <div class="hf-row">
            <button id="cover-add" type="button" class="govuk-button govuk-button--secondary" onClick={() => covering.boxes.length < most_boxes && add(covering.boxes.length, first_box(area))}>
              {text.add_box}
            </button>
            {covering.crop === null && <Button onClick={() => add("crop", first_crop(area))}>{text.add_crop}</Button>}
            {before.length > 0 && (
              <Button
                onClick={() => {
                  cover(before.at(-1) ?? nothing_covered);
                  set_before(before.slice(0, -1));
                }}
              >
                {text.undo}
              </Button>
            )}
          </div>
          <CoverNumbers area={area} covering={covering} onStep={step} />
        </>
      )}
      <Status>{news}</Status>
      <div class="hf-row">
        {is_busy ? (
          <Button onClick={() => stopper.current?.abort()}>{text.stop}</Button>
        ) : (
          <Button look="main" onClick={() => area !== null && void make(area)}>
            {text.look}
          </Button>
        )}
        <Button onClick={() => evidence.back()}>{t.page.cancel}</Button>
      </div>
    </>
  );
}
