// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { MessageDraft, Platform } from "../guide/door";
import { with_wish, type Person, type Wish } from "../people/people";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Details } from "./details";
import { MessageText } from "./message_text";
import { PlatformParts } from "./platform_parts";
import { SelectField } from "./select_field";

const wishes: readonly Wish[] = ["tell", "lock", "nothing"];

interface PersonRowProps {
  person: Person;
  drafts: readonly MessageDraft[];
  /** How to lock somebody out where this person is; null where that is not known. */
  platform: Platform | null;
  onRemove: () => void;
}

/** One person of the list: what to do, and the words for it. */
export function PersonRow({ person, drafts, platform, onRemove }: PersonRowProps): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.people;
  const { id, name, handle, wish } = person;
  return (
    <li class="hf-line">
      <h3 class="govuk-heading-s hf-tight">
        <bdi>{name}</bdi>
      </h3>
      {handle !== "" && (
        <p class="govuk-hint hf-tight">
          <bdi>{handle}</bdi>
        </p>
      )}
      {person.platform === "x" && <p class="govuk-hint hf-tight">{text.number}</p>}
      {person.repaired && <p class="govuk-hint hf-tight">{text.repaired}</p>}
      <SelectField
        id={`person-${id}`}
        label={fill(text.wish, { name })}
        value={wish ?? ""}
        onChange={(value) => session.people.set(with_wish(session.people.get(), id, wishes.find((each) => each === value) ?? null))}
        none={text.undecided}
        choices={wishes.map((each) => ({ value: each, text: text.wishes[each] }))}
      />
      {wish === "tell" && (
        <Details summary={text.text_for} about={name}>
          <MessageText id={`person-${id}`} drafts={drafts} />
        </Details>
      )}
      {wish === "lock" && (
        <>
          <p class="govuk-body">{text.lock}</p>
          {platform !== null && (
            <Details summary={text.lock_how} about={name}>
              <PlatformParts platform={platform} />
            </Details>
          )}
        </>
      )}
      <Button look="link" label={fill(text.remove_about, { name })} onClick={onRemove}>
        {text.remove}
      </Button>
    </li>
  );
}
