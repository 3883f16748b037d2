// Runs before the first paint: a theme, a size, a direction or a side that arrives later would flash. A file of its own because the
// policy forbids inline scripts.
(() => {
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage may be forbidden (private window): then it is as the system and the browser have it.
      return null;
    }
  };
  const page = document.documentElement;
  const theme = stored('theme');
  const isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.dataset.theme = isDark ? 'dark' : 'light';
  const isHigh = stored('contrast') === 'high' || matchMedia('(prefers-contrast: more)').matches;
  page.dataset.contrast = isHigh ? 'more' : 'usual';
  page.dataset.text = stored('text-size') === '125' ? '125' : '100';
  page.dataset.hand = stored('hand') === 'left' ? 'left' : 'right';

  const languages = ['en', 'sw', 'fr', 'ar'];
  const chosen = stored('language');
  const asked = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => languages.includes(tag));
  page.lang = languages.includes(chosen) ? chosen : (asked ?? 'en');
  page.dir = page.lang === 'ar' ? 'rtl' : 'ltr';

  // Where somebody is signed in (platform/device/last-time.ts), what they came for is fetched with the page, not after it.
  const behind = document.querySelector('meta[name="behind-the-lock"]');
  if (behind === null || stored('signed-in') === null || location.pathname === '/lock') return;
  const isTill = location.pathname === '/' || location.pathname === '/till';
  const files = `${behind.content} ${isTill ? behind.dataset.till : ''}`.split(' ').filter((file) => file !== '');
  for (const href of files)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
})();
