// Streamlit's side: one feed an element; a rerun only brings new data to it.

const feeds = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".ni-root");
  if (!root) return undefined;
  const known = feeds.get(parentElement);
  if (known && known.wrapper.isConnected) known.update(data);
  else {
    known?.destroy();
    feeds.set(parentElement, mountFeed(root, data, { emit: setStateValue, say: inTheVoice }));
  }
  return () => {
    feeds.get(parentElement)?.destroy();
    feeds.delete(parentElement);
  };
}
