import { describe, expect, it, vi } from 'vitest';
import { ApiFailure, type ApiProblem } from '../api/index.ts';
import { createTestPage } from '../testing/test-page.tsx';
import { Answer } from './answer.tsx';
import { Failed } from './failed.tsx';

const page = createTestPage();
const REFUSED: ApiProblem = {
  code: 'permission-missing',
  status: 403,
  title: 'This is not allowed',
  detail: 'It takes the permission audit.read.',
  action: 'Ask an administrator.',
  requestId: 'request-9',
};
const problem = (code: ApiProblem['code']): ApiProblem => ({ ...REFUSED, code, title: `About ${code}` });

describe('what did not come', () => {
  it('says what the server said, what to do, and what support asks for', async () => {
    const retry = vi.fn();
    await page.open(<Failed cause={new ApiFailure(REFUSED)} onRetry={retry} />);
    for (const text of [REFUSED.title, REFUSED.detail, REFUSED.action, 'permission-missing · request-9'])
      expect(page.host.textContent).toContain(text);
    await page.press('Try again');
    expect(retry).toHaveBeenCalledOnce();
  });

  it('has the words of the screen for a missing connection, else its own', async () => {
    const cause = problem('unreachable');
    await page.open(<Failed cause={cause} onRetry={() => undefined} />);
    expect(page.host.textContent).toContain('This is kept on the server');
    const offline = { title: 'Orders are away', text: 'Look under Today.' };
    await page.open(<Failed cause={cause} offline={offline} onRetry={() => undefined} />);
    expect(page.host.textContent).toContain('Orders are away');
    expect(page.host.textContent).toContain('Look under Today.');
  });

  it('leads to where a second factor is added, instead of letting try what cannot help', async () => {
    await page.open(<Failed cause={problem('second-factor-needed')} onRetry={() => undefined} />);
    await page.shows('About second-factor-needed');
    expect(page.host.querySelector('a')?.getAttribute('href')).toBe('/account');
    expect(page.buttons('Try again')).toEqual([]);
  });

  it('shows a bug as one, with what it said', async () => {
    await page.open(<Failed title="The list did not come" cause={new TypeError('x is no list')} onRetry={vi.fn()} />);
    expect(page.host.textContent).toContain('The list did not come');
    expect(page.host.textContent).toContain('x is no list');
  });
});

describe('an answer', () => {
  const query = { data: undefined as string | undefined, error: null as Error | null, refetch: vi.fn() };
  const show = (state: Partial<typeof query>) =>
    page.open(<Answer query={{ ...query, ...state }}>{(text: string) => <p>{text}</p>}</Answer>);

  it('is grey while it is open, then failed or there; what came stays while a later question fails', async () => {
    await show({});
    expect(page.host.querySelector('[role=status]')?.getAttribute('aria-label')).toBe('Loading…');
    await show({ error: new ApiFailure(REFUSED) });
    expect(page.host.textContent).toContain(REFUSED.title);
    await show({ data: 'Figures', error: new ApiFailure(REFUSED) });
    expect(page.host.textContent).toBe('Figures');
  });
});
