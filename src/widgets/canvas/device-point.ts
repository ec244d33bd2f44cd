/** A place on a canvas in device pixels, from its upper left corner. */
export interface DevicePoint {
  readonly x: number;
  readonly y: number;
}

/** Where a pointer or wheel event happened within `element`, in device pixels. */
export function devicePoint(
  event: { readonly clientX: number; readonly clientY: number },
  element: Element,
): DevicePoint {
  const box = element.getBoundingClientRect();
  return {
    x: Math.floor((event.clientX - box.left) * window.devicePixelRatio),
    y: Math.floor((event.clientY - box.top) * window.devicePixelRatio),
  };
}
