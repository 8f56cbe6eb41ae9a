// SPDX-License-Identifier: Apache-2.0
import type { Notice, NoticeFacts } from "../guide/notice_door";

/** To whom a letter goes, in a few words: what is known of it, for the person to change. */
export function recipient_of({ to }: Notice, facts: NoticeFacts): string {
  const only = to.platforms?.length === 1 ? to.platforms[0]?.name : undefined;
  const name = only ?? to.services?.[0]?.name.en ?? to.services?.[0]?.name.say ?? to.force?.name.say ?? to.name ?? (to.kind === "platform" || to.kind === "any" ? facts.platform : undefined);
  return [name, to.mail].filter((part) => part !== undefined && part !== "").join(", ");
}
