// SPDX-License-Identifier: Apache-2.0
// What a file most likely is, from its content and, where that is not enough, from its name. The person can say otherwise.
import type { ExhibitKind } from "./case_types";
import type { SeenFile } from "./reading";

const by_type: Readonly<Record<string, ExhibitKind>> = { eml: "mail", mbox: "mail", html: "web-page", mhtml: "web-page", wacz: "web-page", pdf: "document" };

export function kind_of_file({ class: of, type }: Pick<SeenFile, "class" | "type">, name: string): ExhibitKind {
  if (of === "picture") return type === "png" || /screen/i.test(name) ? "screenshot" : "picture";
  if (of === "video") return "video";
  if (of === "sound") return "voice-message";
  return by_type[type] ?? (/chat|messages|whatsapp|telegram|result/i.test(name) ? "chat-export" : of === "text" ? "document" : "other");
}
