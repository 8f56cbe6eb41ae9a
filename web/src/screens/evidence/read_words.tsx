// SPDX-License-Identifier: Apache-2.0
// The words in a picture of the case, read by a machine on this device: begun by a press, shown before they go in, put in by
// another press, and marked as machine-read.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { exhibit_name } from "../../evidence/case_view";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { HiddenPreview } from "../../parts/hidden_preview";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

type Doing = { step: "fetching" | "reading"; share: number };

export function ReadWords({ number }: { number: number }): JSX.Element | null {
  const { t } = use_language();
  const { word_reader, online } = use_session();
  const { evidence, view } = use_evidence();
  const is_online = use_store(online);
  const [doing, set_doing] = useState<Doing | null>(null);
  const [read, set_read] = useState<string | null>(null);
  const [news, set_news] = use_news();
  const is_viewed = useRef(false);
  const stopper = useRef<AbortController | null>(null);
  // Whoever leaves stops it: no worker goes on with a picture behind another screen.
  useEffect(() => () => stopper.current?.abort(), []);
  const file = evidence.file_of(number);
  const exhibit = view?.exhibits.find((each) => each.number === number);
  if (view === null || exhibit === undefined || file === null) return null;
  const text = t.machine_words;
  const held = exhibit.machine_read ?? "";
  const can_start = is_online || word_reader.is_ready();

  async function start(picture: File): Promise<void> {
    if (doing !== null) return;
    set_news(null);
    set_read(null);
    set_doing({ step: word_reader.is_ready() ? "reading" : "fetching", share: 0 });
    stopper.current = new AbortController();
    const { signal } = stopper.current;
    const outcome = await word_reader.read(picture, { stop: signal, progress: (step, share) => set_doing({ step, share }) });
    set_doing(null);
    if (!outcome.ok) {
      const { what } = outcome.error;
      set_news(what === "stopped" ? (all) => all.machine_words.stopped : (all) => (what in all.machine_words.errors ? all.machine_words.errors[what as keyof typeof text.errors] : all.evidence.errors.unknown));
    } else if (outcome.value.trim() === "") set_news((all) => all.machine_words.none);
    else set_read(outcome.value.trim());
  }
  function was_shown(): void {
    if (!is_viewed.current) void evidence.viewed(number);
    is_viewed.current = true;
  }
  async function put(words: string): Promise<void> {
    const fault = await evidence.put_words(number, words);
    if (fault !== null) return set_news(failure_news(fault));
    set_read(null);
    set_news((all) => (words === "" ? all.machine_words.is_out : all.machine_words.is_in));
  }

  return (
    <>
      <Heading>{fill(text.heading, { name: exhibit_name(view, number) })}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{word_reader.is_ready() ? text.parts_held : text.parts}</p>
      <div class="hf-machine-words__picture">
        <HiddenPreview file={file} onShown={was_shown} />
      </div>
      {!can_start && <p class="govuk-inset-text">{text.offline}</p>}
      <Status>{doing === null ? news : text.doing[doing.step]}</Status>
      {doing !== null && <progress class="hf-progress" max={1} value={doing.share} aria-label={text.doing[doing.step]} />}
      {read !== null && <Words words={read} />}
      {read === null && held !== "" && <Words words={held} />}
      <div class="hf-actions">
        {read !== null && (
          <>
            <Button look="main" onClick={() => void put(read)}>
              {text.put_in}
            </Button>
            <Button onClick={() => set_read(null)}>{text.not_in}</Button>
          </>
        )}
        {read === null && doing === null && can_start && (
          <Button look={held === "" ? "main" : "second"} onClick={() => void start(file)}>
            {held === "" ? text.start : text.again}
          </Button>
        )}
        {doing !== null && <Button onClick={() => stopper.current?.abort()}>{t.evidence.stop}</Button>}
        {read === null && held !== "" && <Button onClick={() => void put("")}>{text.take_out}</Button>}
        <Button look="link" onClick={() => evidence.back()}>
          {t.evidence.to_list}
        </Button>
      </div>
    </>
  );
}

function Words({ words }: { words: string }): JSX.Element {
  const text = use_language().t.machine_words;
  return (
    <section class="hf-part">
      <h2 class="govuk-heading-m">{text.found}</h2>
      <p class="govuk-body">{text.compare}</p>
      <p class="govuk-inset-text hf-machine-words">
        <bdi>{words}</bdi>
      </p>
    </section>
  );
}
