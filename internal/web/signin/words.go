package signin

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

func seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }

func waitWords(d time.Duration) string {
	if d <= time.Minute {
		return fmt.Sprintf("%.0f seconds", math.Ceil(d.Seconds()))
	}
	return fmt.Sprintf("%.0f minutes", math.Ceil(d.Minutes()))
}
