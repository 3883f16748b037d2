import { useRef, useState } from 'react';

export interface Once {
  /** Does it, unless it is being done. What it says in return is the problem; what it throws is one too. */
  readonly run: (attempt: () => Promise<string | null>) => Promise<void>;
  readonly problem: string | null;
  /** Says a problem that was found before anything was tried. */
  readonly say: (problem: string | null) => void;
  readonly isPending: boolean;
}

/** One attempt at a time: a second press finds the first, and however it ends the button can be pressed again. */
export function useOnce(): Once {
  const isLatched = useRef(false);
  const [problem, say] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async (attempt: () => Promise<string | null>) => {
    if (isLatched.current) return;
    isLatched.current = true;
    setPending(true);
    say(null);
    try {
      say(await attempt());
    } catch (error) {
      console.error(error);
      say(error instanceof Error ? error.message : String(error));
    } finally {
      isLatched.current = false;
      setPending(false);
    }
  };
  return { run, problem, say, isPending };
}
