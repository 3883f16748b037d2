import { type PointerEvent, useRef } from 'react';

const FAR_ENOUGH = 96;

/**
 * Swiping a line towards the start of the reading direction removes it, as an extra beside the button. Touch only: a mouse
 * that drags selects nothing by accident.
 */
export function useSwipe(onSwipe: () => void) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.pointerType === 'touch' ? { x: event.clientX, y: event.clientY } : null;
    },
    onPointerCancel: () => {
      start.current = null;
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (from === null) return;
      const direction = document.documentElement.dir === 'rtl' ? 1 : -1;
      const along = (event.clientX - from.x) * direction;
      if (along > FAR_ENOUGH && Math.abs(event.clientY - from.y) < FAR_ENOUGH / 2) onSwipe();
    },
    // Vertical scrolling stays with the browser, horizontal movement comes to us.
    style: { touchAction: 'pan-y' } as const,
  };
}
