// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { on_forget } from "../exit/leave";

/** An address of the picture for as long as it is shown; gone as soon as it is not, or the page is left. Null where there is none. */
export function use_object_url(file: Blob | null): string | null {
  const [address, set_address] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return undefined;
    const url = URL.createObjectURL(file);
    set_address(url);
    const revoke = (): void => {
      URL.revokeObjectURL(url);
      set_address(null);
    };
    const unregister = on_forget(revoke);
    return () => {
      unregister();
      revoke();
    };
  }, [file]);
  return address;
}
