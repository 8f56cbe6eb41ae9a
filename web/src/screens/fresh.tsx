// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { DirectoryEntry } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { Button } from "../parts/button";
import { Details } from "../parts/details";
import { Heading } from "../parts/heading";
import { is_page, OutsideLink } from "../parts/outside_link";
import { Said } from "../parts/said";
import { fill, use_language } from "../strings/language";

/** What in the directory is overdue, and what was found in no source: said openly, with the page where one can check it. */
export function Fresh({ onDone }: { onDone: () => void }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  useEffect(() => void guide.open(), [guide]);
  const text = t.fresh;
  const entries = guide.ask("directory", tag, {})?.entries ?? null;
  const stale = entries?.filter((entry) => entry.stale) ?? [];
  const unsure = entries?.filter((entry) => entry.sure !== "seen" || entry.unsure !== undefined) ?? [];
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body">{text.lead}</p>
      {entries === null ? (
        <p class="govuk-body">{text.failed}</p>
      ) : (
        <>
          <p class="govuk-body">{fill(text.counts, { all: entries.length, stale: stale.length, unsure: unsure.length })}</p>
          <h2 class="govuk-heading-m">{text.stale}</h2>
          <Entries entries={stale} />
          <h2 class="govuk-heading-m">{text.unsure}</h2>
          <Entries entries={unsure} />
        </>
      )}
      <Button look="main" onClick={onDone}>
        {t.page.back}
      </Button>
    </>
  );
}

function Entries({ entries }: { entries: DirectoryEntry[] }): JSX.Element {
  const { t } = use_language();
  const text = t.fresh;
  const names = text.kinds as Record<string, string>;
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  if (entries.length === 0) return <p class="govuk-body">{text.none}</p>;
  return (
    <>
      {kinds.map((kind) => {
        const own = entries.filter((entry) => entry.kind === kind);
        return (
          <Details key={kind} summary={`${names[kind] ?? kind}: ${own.length}`}>
            <ul class="hf-items">
              {own.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
          </Details>
        );
      })}
    </>
  );
}

function Entry({ entry }: { entry: DirectoryEntry }): JSX.Element {
  const { t, date } = use_language();
  const text = t.fresh;
  return (
    <li class="hf-line">
      <p class="govuk-body hf-tight">
        <strong>
          <Said of={entry.name} />
        </strong>{" "}
        {entry.id.includes("/") && entry.id.slice(entry.id.indexOf("/") + 1)}
      </p>
      <p class="hf-source">
        {fill(text.due, { date: date(entry.review_by) })}
        {entry.check_at !== undefined && is_page(entry.check_at) && (
          <>
            {". "}
            <OutsideLink href={entry.check_at} about={entry.name.say}>
              {text.check}
            </OutsideLink>
          </>
        )}
      </p>
    </li>
  );
}
