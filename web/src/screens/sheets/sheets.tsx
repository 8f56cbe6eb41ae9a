// SPDX-License-Identifier: Apache-2.0
// What lies over the screen of the visit, which stays as it was behind it. None of these takes a picture, on any route.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Sheet } from "../../state/session";
import { DoneList } from "./done_list";
import { Messages } from "./messages";
import { People } from "./people";

export function Sheets({ sheet }: { sheet: Sheet }): JSX.Element {
  // Whoever comes back finds the place where they left.
  const opener = useRef(document.activeElement);
  useEffect(() => () => requestAnimationFrame(() => opener.current instanceof HTMLElement && opener.current.focus()), []);
  switch (sheet) {
    case "done":
      return <DoneList />;
    case "messages":
      return <Messages />;
    case "people":
      return <People />;
  }
}
