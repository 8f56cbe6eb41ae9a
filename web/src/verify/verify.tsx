// SPDX-License-Identifier: Apache-2.0
// verify.html: the check of a pack in one file that opens from disk. The module lies in the page as text; nothing is
// fetched, and the page's own policy lets nothing be.
import type { JSX } from "preact";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { check_pack, type Expectation, type PackReport } from "../evidence/checking";
import { Result } from "./result";
import { why_not, words } from "./words";

type Step = { step: "asking"; news: string } | { step: "checking"; share: number } | { step: "done"; report: PackReport; name: string };

function module_in_page(): Promise<WebAssembly.Module> {
  const text = atob((document.getElementById("module")?.textContent ?? "").trim());
  return WebAssembly.compile(Uint8Array.from(text, (c) => c.charCodeAt(0)));
}

function size_text(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, of] = bytes < 1e6 ? (["kB", 1e3] as const) : bytes < 1e9 ? (["MB", 1e6] as const) : (["GB", 1e9] as const);
  return `${(bytes / of).toFixed(1)} ${unit}`;
}

function Field({ id, label, hint, value, onChange, lines = false }: { id: string; label: string; hint: string; value: string; onChange: (value: string) => void; lines?: boolean }): JSX.Element {
  const shared = { id, value, "aria-describedby": `${id}-hint`, autocomplete: "off", spellcheck: false } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {lines ? <textarea {...shared} rows={3} onInput={(event) => onChange(event.currentTarget.value)} /> : <input {...shared} type="text" onInput={(event) => onChange(event.currentTarget.value)} />}
    </div>
  );
}

const expectation = (key: string, seal: string, log: string): Expectation => ({
  ...(key.trim() === "" ? {} : { key: key.trim() }),
  ...(seal.trim() === "" ? {} : { seal: seal.trim().toLowerCase() }),
  ...(log.trim() === "" ? {} : { log: log.trim() }),
});
const keys_in = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => word.trim())
    .filter((word) => /^age-secret-key-/i.test(word));

function Verify({ compiled }: { compiled: WebAssembly.Module }): JSX.Element {
  const [pack, set_pack] = useState<File | null>(null);
  const [unlock, set_unlock] = useState("");
  const [key, set_key] = useState("");
  const [seal, set_seal] = useState("");
  const [log, set_log] = useState("");
  const [now, set_now] = useState<Step>({ step: "asking", news: "" });
  const stop = useRef(false);

  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined && now.step === "asking") set_pack(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", drop);
    };
  }, [now.step]);

  async function check(): Promise<void> {
    if (pack === null) return set_now({ step: "asking", news: words.no_pack });
    stop.current = false;
    set_now({ step: "checking", share: 0 });
    const watch = { stopped: () => stop.current, progress: (share: number) => set_now({ step: "checking", share }) };
    let found;
    try {
      found = await check_pack(compiled, pack, expectation(key, seal, log), keys_in(unlock), watch);
    } catch {
      return set_now({ step: "asking", news: why_not({ what: "out_of_memory" }) });
    }
    if (found.ok) return set_now({ step: "done", report: found.value, name: pack.name });
    set_now({ step: "asking", news: found.error.what === "stopped" ? words.stopped : why_not(found.error) });
  }

  if (now.step === "done")
    return (
      <Result
        report={now.report}
        name={now.name}
        onAgain={() => {
          set_pack(null);
          set_now({ step: "asking", news: "" });
        }}
      />
    );
  const checking = now.step === "checking";
  return (
    <>
      <p class="lead">{words.lead}</p>
      <fieldset disabled={checking}>
        <legend>{words.pack}</legend>
        <label class="choose">
          <span class="hint">{words.pack_hint}</span>
          <input type="file" accept=".zip,.age" onChange={(event) => set_pack(event.currentTarget.files?.[0] ?? null)} />
        </label>
        {pack !== null && <p class="chosen">{words.chosen(pack.name, size_text(pack.size))}</p>}
        <Field id="unlock" label={words.unlock} hint={words.unlock_hint} value={unlock} onChange={set_unlock} lines />
      </fieldset>
      <fieldset disabled={checking}>
        <legend>{words.expect}</legend>
        <p>{words.expect_why}</p>
        <Field id="key" label={words.key} hint={words.key_hint} value={key} onChange={set_key} />
        <Field id="seal" label={words.seal} hint={words.seal_hint} value={seal} onChange={set_seal} />
        <Field id="log" label={words.log} hint={words.log_hint} value={log} onChange={set_log} />
      </fieldset>
      {checking ? (
        <div class="row">
          <progress value={now.share} max={1} aria-label={words.working} />
          <button type="button" class="second" onClick={() => (stop.current = true)}>
            {words.stop}
          </button>
        </div>
      ) : (
        <button type="button" onClick={() => void check()}>
          {words.check}
        </button>
      )}
      <p role="status" class="news">
        {checking ? `${words.working}: ${Math.floor(now.share * 100)} %` : now.news}
      </p>
    </>
  );
}

const place = document.getElementById("work");
if (place !== null)
  module_in_page().then(
    (compiled) => {
      place.replaceChildren();
      render(<Verify compiled={compiled} />, place);
    },
    () => {
      place.textContent = words.broken_page;
    },
  );
