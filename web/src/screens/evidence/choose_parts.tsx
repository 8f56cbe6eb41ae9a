// SPDX-License-Identifier: Apache-2.0
// What a file holds that holds many things, to choose from: found by a word, ticked, and only that goes on.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { size_words } from "../../evidence/case_view";
import { type Incoming, most_incoming } from "../../evidence/incoming";
import type { JobOptions } from "../../evidence/desk";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import type { WholeFile, WholePart } from "../../evidence/whole_file";
import { Button } from "../../parts/button";
import { Checkbox } from "../../parts/checkbox";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { day_and_time } from "../../strings/dates";
import { fill, use_language } from "../../strings/language";

interface ChoosePartsProps {
  incoming: Incoming;
  onTaken: (count: number) => void;
  /** There is nothing to choose from, or the person wants it whole. */
  onWhole: () => void;
  onLeftOut: () => void;
}
/** Rows that are shown at once; a mailbox has thousands. */
const rows_at_once = 30;

export function ChooseParts({ incoming: { id, file }, onTaken, onWhole, onLeftOut }: ChoosePartsProps): JSX.Element {
  const { t } = use_language();
  const { evidence } = use_evidence();
  const top = useRef<HTMLHeadingElement>(null);
  const [whole, set_whole] = useState<WholeFile | null>(null);
  const [share, set_share] = useState(0);
  const [problem, set_problem] = use_news();
  const [turn, set_turn] = useState(0);
  const [is_closed, set_closed] = useState(false);
  const [stopper, set_stopper] = useState<AbortController | null>(null);
  useLayoutEffect(() => top.current?.focus(), []);
  useEffect(() => {
    const stop = new AbortController();
    set_stopper(stop);
    set_share(0);
    set_problem(null);
    void evidence.open_whole(id, { stop: stop.signal, progress: (now) => !stop.signal.aborted && set_share(now) }).then((opened) => {
      if (opened.ok && !stop.signal.aborted) return set_whole(opened.value);
      if (!opened.ok && opened.error.what === "one_thing") return onWhole();
      set_stopper((now) => (now === stop ? null : now));
      set_closed(!opened.ok && opened.error.what === "damaged_archive");
      if (!opened.ok && opened.error.what !== "stopped") set_problem(failure_news(opened.error));
    });
    return () => stop.abort();
  }, [turn]);
  const text = t.choose_parts;
  return (
    <section class="hf-card hf-card--news">
      <h2 class="govuk-heading-m" ref={top} tabIndex={-1}>
        <bdi>{file.name}</bdi>
      </h2>
      <p class="govuk-body">{size_words(file.size)}</p>
      {whole !== null ? (
        <PartList whole={whole} onTake={(chosen, options) => evidence.take_parts(id, whole, chosen, options)} onTaken={onTaken} onLeftOut={onLeftOut} />
      ) : (
        <>
          {stopper === null ? (
            <>
              <p class="govuk-body hf-picture__trouble" role="alert">
                {problem === "" ? text.stopped : problem}
              </p>
              <Button onClick={() => set_turn(turn + 1)}>{t.evidence.again}</Button>
              {is_closed && <Button onClick={onWhole}>{text.as_it_is}</Button>}
            </>
          ) : (
            <>
              <p class="govuk-body">{text.lead}</p>
              <p class="govuk-body hf-tight">{text.looking}</p>
              <progress class="hf-progress" max={1} value={share} aria-label={text.looking} />
              <Button look="link" onClick={() => stopper.abort()}>
                {t.evidence.stop}
              </Button>
            </>
          )}
          <Button look="link" onClick={onLeftOut}>
            {t.evidence.leave_out}
          </Button>
        </>
      )}
    </section>
  );
}

interface PartListProps {
  whole: WholeFile;
  onTake: (chosen: readonly number[], options: JobOptions) => ReturnType<ReturnType<typeof use_evidence>["evidence"]["take_parts"]>;
  onTaken: (count: number) => void;
  onLeftOut: () => void;
}
/** A part is found by what is shown of it, however it is written. */
const plain = (words: string): string => words.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

function PartList({ whole: { parts }, onTake, onTaken, onLeftOut }: PartListProps): JSX.Element {
  const { t, tag } = use_language();
  const { evidence } = use_evidence();
  const [typed, type] = useState("");
  const [rows, set_rows] = useState(rows_at_once);
  const [chosen, choose] = useState<ReadonlySet<number>>(new Set());
  const [problem, set_problem] = use_news();
  const [job, set_job] = useState<AbortController | null>(null);
  const [share, set_share] = useState(0);
  useEffect(() => () => job?.abort(), [job]);
  const text = t.choose_parts;
  const searched = useMemo(() => parts.map(({ title, details, when }) => plain(`${title} ${details} ${when}`)), [parts]);
  const wanted = plain(typed).split(/\s+/u).filter(Boolean);
  const found = parts.flatMap((_, place) => (wanted.every((word) => searched[place]?.includes(word)) ? [place] : []));
  const shown = found.slice(0, rows);
  const bytes = [...chosen].reduce((sum, place) => sum + (parts[place]?.bytes ?? 0), 0);
  const most = most_incoming - evidence.incoming.all.get().length;

  function tick(place: number, is_on: boolean): void {
    const next = new Set(chosen);
    if (is_on) next.add(place);
    else next.delete(place);
    choose(next);
    set_problem(null);
  }
  async function go_on(): Promise<void> {
    if (chosen.size === 0) return set_problem((all) => all.choose_parts.none_chosen);
    if (chosen.size > most) return set_problem((all) => fill(all.choose_parts.too_many, { count: most }));
    const stop = new AbortController();
    set_share(0);
    set_job(stop);
    const fault = await onTake([...chosen].sort((one, other) => one - other), { stop: stop.signal, progress: set_share });
    if (fault === null) return onTaken(chosen.size);
    set_job(null);
    set_problem(fault.what === "stopped" ? (all) => all.choose_parts.stopped : failure_news(fault));
  }
  const said = typed.trim() === "" ? fill(text.holds, { count: parts.length }) : found.length === 0 ? text.none_found : fill(text.found, { count: found.length });
  return (
    <>
      <p class="govuk-body">{text.lead}</p>
      <p class="govuk-body">{text.proof}</p>
      <TextField
        id="part-search"
        label={text.search}
        hint={text.search_hint}
        value={typed}
        onChange={(now) => {
          type(now);
          set_rows(rows_at_once);
        }}
      />
      <Status>{said}</Status>
      <div class="hf-parts" role="group" aria-label={text.lead}>
        {shown.map((place) => {
          const part = parts[place];
          return part === undefined ? null : <Checkbox key={place} id={`part-${place}`} checked={chosen.has(place)} onChange={(is_on) => tick(place, is_on)} text={<PartWords part={part} untitled={text.untitled} tag={tag} />} />;
        })}
      </div>
      {found.length > shown.length && (
        <Button onClick={() => set_rows(rows + rows_at_once)}>{fill(text.more, { count: found.length - shown.length })}</Button>
      )}
      <Status>{chosen.size === 0 ? text.nothing : fill(text.chosen, { count: chosen.size, size: size_words(bytes) })}</Status>
      {problem !== "" && (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
      {job !== null && (
        <>
          <progress class="hf-progress" max={1} value={share} aria-label={text.taking} />
          <Button look="link" onClick={() => job.abort()}>
            {t.evidence.stop}
          </Button>
        </>
      )}
      <div class="hf-row">
        <Button look="main" disabled={job !== null} onClick={() => void go_on()}>
          {text.go_on}
        </Button>
        <Button look="link" onClick={onLeftOut}>
          {t.evidence.leave_out}
        </Button>
      </div>
    </>
  );
}

/** Dates are told as the person's own clock has them; what is no date stands as it is written. */
function PartWords({ part: { title, details, when, bytes }, untitled, tag }: { part: WholePart; untitled: string; tag: Parameters<typeof day_and_time>[0] }): JSX.Element {
  const at = new Date(when);
  const time = when === "" || Number.isNaN(at.getTime()) ? when : day_and_time(tag, at);
  return (
    <>
      <bdi>{title === "" ? untitled : title}</bdi>
      {[details, [time, size_words(bytes)].filter(Boolean).join(", ")].map((words, place) =>
        words === "" ? null : (
          <span key={place} class="hf-part__more">
            <bdi>{words}</bdi>
          </span>
        ),
      )}
    </>
  );
}
