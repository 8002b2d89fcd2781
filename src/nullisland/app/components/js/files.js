// What comes over the wire, or lies in the page itself.

const files = (globalThis.nullIslandFiles ??= new Map());

/** A file from the server, once a page; failures are not remembered. */
function fetched(url, kind) {
  if (!files.has(url)) {
    const answer = fetch(url).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${url}`);
      return response[kind]();
    });
    files.set(url, answer);
    answer.catch(() => files.delete(url));
  }
  return files.get(url);
}

function decoded(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}
