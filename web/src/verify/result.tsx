// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PackReport } from "../evidence/checking";
import { words } from "./words";

/** What a check found: the verdict first, then all of it, then file by file, those that do not hold before the others. */
export function Result({ report, name, onAgain }: { report: PackReport; name: string; onAgain: () => void }): JSX.Element {
  const [news, set_news] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [verdict = "", ...rest] = report.sentences;
  // Whatever does not hold is named by a sentence; names of those that hold are known to be fit for a screen.
  const whole = report.files.filter(({ holds }) => holds);
  const facts: [string, string | undefined][] = [
    [words.key_in_pack, report.seal.key],
    [words.seal, report.seal.digest],
    [words.case, report.holds ? report.case : undefined],
    [words.sealed_at, report.holds ? report.sealed_at : undefined],
    // Of a receipt that was not checked the time is anybody's word.
    [words.received, report.holds && report.receipt.state === "holds" ? report.receipt.received : undefined],
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== "");
  const text = [name, ...report.sentences, ...known.map(([label, value]) => `${label}: ${value}`)].join("\n");
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {words.result}
      </h2>
      <p class={report.holds ? "verdict holds" : "verdict fails"}>
        <bdi>{name}</bdi>: {verdict}
      </p>
      <h3>{words.all}</h3>
      <ul>
        {rest.map((sentence, index) => (
          <li key={index}>
            <bdi>{sentence}</bdi>
          </li>
        ))}
        <li>{words.not_checked}</li>
      </ul>
      {known.length > 0 && (
        <dl>
          {known.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {whole.length > 0 && (
        <details>
          <summary>{words.whole(whole.length)}</summary>
          <ul class="files">
            {whole.map(({ path, bytes }) => (
              <li key={path}>
                {path} ({bytes} bytes)
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="row">
        <button
          type="button"
          class="second"
          onClick={() =>
            navigator.clipboard.writeText(text).then(
              () => set_news(words.copied),
              () => set_news(words.not_copied),
            )
          }
        >
          {words.copy}
        </button>
        <button type="button" onClick={onAgain}>
          {words.again}
        </button>
      </div>
      <p role="status" class="news">
        {news}
      </p>
    </>
  );
}
