/** What is counted, and what it means; the names of Prometheus without their prefix. */
export const COUNTERS = {
  refusals_total: 'Requests that were answered with a problem, by its code.',
  sign_in_failures_total: 'Attempts to sign in, unlock or confirm that were not right.',
  limited_requests_total: 'Requests over a limit, by the limit.',
  shed_requests_total: 'Requests refused because the server was overloaded, by kind.',
  address_blocks_total: 'Addresses that were blocked, by the limit.',
  csp_reports_total: 'Reports of browsers that something was refused, by directive.',
  sessions_reused_total: 'Sessions that ended because a replaced token came again.',
} as const;
export type CounterName = keyof typeof COUNTERS;

/** What stands at a value, and what it means. */
export const GAUGES = {
  audit_anchored_entries: 'Entries of all audit trails up to their newest anchors; it never falls.',
} as const;
export type GaugeName = keyof typeof GAUGES;

export interface Metrics {
  /** Adds one. `label` is one of few known words, never something that a stranger chose. */
  count(name: CounterName, label?: string): void;
  /** What stands at this value now. */
  set(name: GaugeName, value: number): void;
  /** Everything since the start, as Prometheus reads it. */
  text(): string;
}

const LABELS: Readonly<Partial<Record<CounterName, string>>> = {
  refusals_total: 'code',
  limited_requests_total: 'limit',
  shed_requests_total: 'kind',
  address_blocks_total: 'limit',
  csp_reports_total: 'directive',
};

/** Counts within this process, from zero at each start. */
export function createMetrics(): Metrics {
  const counts = new Map<CounterName, Map<string, number>>();
  const gauges = new Map<GaugeName, number>();
  return {
    set: (name, value) => void gauges.set(name, value),
    count: (name, label = '') => {
      const values = counts.get(name) ?? new Map<string, number>();
      counts.set(name, values.set(label, (values.get(label) ?? 0) + 1));
    },
    text: () =>
      (Object.keys(COUNTERS) as CounterName[])
        .map((name) => {
          const values = [...(counts.get(name) ?? (LABELS[name] === undefined ? [['', 0] as const] : []))];
          const lines = values.map(([label, value]) => `mosaajii_${name}${labelText(name, label)} ${value}`);
          return [`# HELP mosaajii_${name} ${COUNTERS[name]}`, `# TYPE mosaajii_${name} counter`, ...lines].join('\n');
        })
        .concat([...gauges].map(([name, value]) => gaugeText(name, value)))
        .join('\n')
        .concat('\n'),
  };
}

function gaugeText(name: GaugeName, value: number): string {
  const full = `mosaajii_${name}`;
  return `# HELP ${full} ${GAUGES[name]}\n# TYPE ${full} gauge\n${full} ${value}`;
}

function labelText(name: CounterName, label: string): string {
  const key = LABELS[name];
  return key === undefined ? '' : `{${key}="${label.replace(/[\\"\n]/g, '_')}"}`;
}
