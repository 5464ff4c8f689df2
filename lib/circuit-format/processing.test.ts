import { expect, test } from "vitest";
import { knowsPosition, nothingSaid, type TrainedTexts } from "./processing";

/** The beginning of texts, and two other special tokens. */
const special = [9, 50, 51];
const text = [9, 1, 50, 2, 9, 51, 1, 3];

/** Of the positions of that text, those that a dictionary was trained on. */
const known = (said: Partial<TrainedTexts>) =>
  [...text.keys()].filter((position) => {
    const id = text[position] ?? 0;
    return knowsPosition(
      { ...nothingSaid, ...said },
      { ...{ position, id }, isSpecial: special.includes(id) },
    );
  });

test.each<[Partial<TrainedTexts>, number[]]>([
  [{}, [0, 1, 2, 3, 4, 5, 6, 7]],
  [{ excludesSpecialTokens: true }, [1, 3, 6, 7]],
  [{ excludesSpecialTokens: false }, [0, 1, 2, 3, 4, 5, 6, 7]],
  // By their ids, these alone, special or not.
  [{ excludesSpecialTokens: [9] }, [1, 2, 3, 5, 6, 7]],
  [{ excludesSpecialTokens: [50, 1] }, [0, 3, 4, 5, 7]],
  [{ prependsBos: false }, [1, 2, 3, 4, 5, 6, 7]],
  [{ excludesSpecialTokens: true, positions: [3, 7, null] }, [3, 6]],
  [{ positions: [null, 5, null] }, [0, 1, 2, 3, 4]],
  [{ positions: [3, null, null] }, [3, 4, 5, 6, 7]],
  [{ positions: [2, 7, 2] }, [2, 4, 6]],
  [{ positions: [null, null, 3] }, [0, 3, 6]],
  [{ positions: [5, 5, null] }, []],
  // How long its training's contexts were, and so where these begin or end, is not known of a text.
  [{ positions: [1, -2, null] }, [1, 2, 3, 4, 5, 6, 7]],
  [{ positions: [-4, null, 2] }, [1, 2, 3, 4, 5, 6, 7]],
])("by what its file says of positions, %j, a dictionary knows some", (said, positions) => {
  expect(known(said)).toEqual(positions);
});
