import type { MessageItem, PreferenceList } from '@mosaajii/contract/notifications';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer } from '../../platform/testing/test-page.tsx';
import { MessageLog } from './message-log.tsx';
import { parseMessageSearch } from './message-search.ts';
import { PreferencesPanel } from './preferences-panel.tsx';
import { UnsubscribeScreen, words } from './screens.tsx';
import { SuppressionsPanel } from './suppressions-panel.tsx';

const FAILED: MessageItem = {
  messageId: '01900000-0000-7000-8000-0000000000e1',
  channel: 'email',
  template: 'notifications/test',
  subject: 'Test message from Duka',
  to: 'juma@example.com',
  state: 'failed',
  attempts: 10,
  lastCode: 'smtp-credentials',
  createdAt: '2026-11-22T09:30:00.000Z',
  nextAttemptAt: null,
  expiresAt: '2026-11-29T09:30:00.000Z',
  finishedAt: '2026-11-22T13:30:00.000Z',
  canRetry: true,
};
const SECRET: MessageItem = {
  ...FAILED,
  messageId: '01900000-0000-7000-8000-0000000000e2',
  lastCode: 'smtp-554',
  canRetry: false,
};

const page = createTestPage();
const { open, shows, press, buttons } = page;

beforeEach(() => {
  addMessages('notifications', words);
  page.answers = {
    'GET /messages': () => jsonAnswer({ items: [FAILED, SECRET], nextCursor: null }),
    'GET /message-channels': () =>
      jsonAnswer({
        channels: [
          { channel: 'email', isConfigured: true, waiting: 0, failed: 2 },
          { channel: 'sms', isConfigured: false, waiting: 3, failed: 0 },
        ],
      }),
  };
});

describe('the delivery log', () => {
  it('says what became of a message and why, and what cannot leave', async () => {
    await open(<MessageLog state="" canWrite />);
    await shows('The provider does not take the server’s credentials.');
    await shows('SMS is not set up on this server: 3 messages wait and are sent when it is.');
    expect(page.host.textContent).toContain('The provider said: smtp-554');
    expect(page.host.textContent).toContain('What it said was secret and is not kept');
    expect(page.host.textContent).not.toContain('E-mail is not set up');
  });

  it('sends again what may be sent again', async () => {
    page.answers[`POST /messages/${FAILED.messageId}/retry`] = () => jsonAnswer({ ...FAILED, state: 'queued' });
    await open(<MessageLog state="" canWrite />);
    await shows('juma@example.com');
    // In the table and in the cards of a phone, for one message of the two.
    expect(buttons('Send again')).toHaveLength(2);
    await press('Send again');
    await vi.waitFor(() => expect(page.asked.map(({ method }) => method)).toContain('POST'));
    expect(page.asked.find(({ method }) => method === 'POST')?.body).toEqual({ scope: 'shop' });
  });

  it('offers nothing to who may only read', async () => {
    await open(<MessageLog state="" canWrite={false} />);
    await shows('juma@example.com');
    expect(buttons('Send again')).toEqual([]);
  });

  it('begins as the address says, and takes the filters back', async () => {
    page.answers['GET /messages'] = () => jsonAnswer({ items: [], nextCursor: null });
    await open(<MessageLog state="failed" canWrite />);
    await shows('No message fits these filters');
    expect(page.asked.find(({ path }) => path.startsWith('/messages'))?.path).toContain('state=failed');
    await press('Clear filters');
    await shows('No message has been sent yet');
  });

  it('says that it needs the server', async () => {
    delete page.answers['GET /messages'];
    await open(<MessageLog state="" canWrite />);
    await shows('This is kept on the server');
    page.answers['GET /messages'] = () => jsonAnswer({ items: [FAILED], nextCursor: null });
    await press('Try again');
    await shows('juma@example.com');
  });

  it('takes from an address only what it knows', () => {
    expect(parseMessageSearch({ view: 'templates', state: 'failed', x: 1 })).toEqual({
      view: 'templates',
      state: 'failed',
    });
    expect(parseMessageSearch({ view: '<script>', state: 7 })).toEqual({});
  });
});

describe('the link at the end of a mail', () => {
  const TOKEN = `${'0'.repeat(8)}.${'1'.repeat(8)}.shop.${'a'.repeat(22)}`;

  it('ends such mails when it is pressed, and not when it is opened', async () => {
    page.answers[`POST /unsubscriptions/${TOKEN}`] = () => jsonAnswer({ category: 'shop' });
    location.hash = TOKEN;
    await open(<UnsubscribeScreen />);
    await shows('What concerns the safety of your account still arrives.');
    expect(page.asked).toEqual([]);
    await press('End these e-mails');
    await shows('Done.');
    expect(page.asked.map(({ path }) => path)).toEqual([`/unsubscriptions/${TOKEN}`]);
    expect(buttons('End these e-mails')).toEqual([]);
  });

  it('that is none offers nothing', async () => {
    location.hash = '#x';
    await open(<UnsubscribeScreen />);
    await shows('This address ends nothing.');
    expect(buttons('End these e-mails')).toEqual([]);
  });
});

describe('one’s own wishes', () => {
  it('switch off what may be, and show what always arrives', async () => {
    const list = (isWanted: boolean): PreferenceList => ({
      preferences: [
        { category: 'security', channel: 'email', isWanted: true, isSwitchable: false },
        { category: 'shop', channel: 'email', isWanted, isSwitchable: true },
      ],
    });
    page.answers['GET /message-preferences'] = () => jsonAnswer(list(true));
    page.answers['PUT /message-preferences'] = () => jsonAnswer(list(false));
    await open(<PreferencesPanel />);
    await shows('Always');
    const wish = () => page.host.querySelector<HTMLElement>('[role=switch]');
    expect(page.host.querySelectorAll('[role=switch]')).toHaveLength(1);
    expect(wish()?.getAttribute('aria-checked')).toBe('true');
    await act(async () => wish()?.click());
    await vi.waitFor(() => act(async () => expect(wish()?.getAttribute('aria-checked')).toBe('false')));
    expect(page.asked.at(-1)?.body).toEqual({ category: 'shop', channel: 'email', isWanted: false });
  });
});

describe('blocked addresses', () => {
  it('can be looked at, and only changed by who may', async () => {
    const item = {
      channel: 'email',
      index: 'abc',
      to: 'stop@example.com',
      reason: 'bounced',
      createdAt: FAILED.createdAt,
    };
    page.answers['GET /message-suppressions'] = () => jsonAnswer({ items: [item] });
    await open(<SuppressionsPanel canWrite={false} />);
    await shows('stop@example.com');
    expect(page.host.textContent).toContain('Does not exist');
    expect(buttons('Allow again')).toEqual([]);
    expect(buttons('Block an address')).toEqual([]);
  });
});
