package demo

import (
	"math/rand/v2"
	"strings"

	"cyberready/internal/core/trust"
)

// Invented places: two halves make a name, and some have a second word. Real trusts are named after real places; where a
// combination happens to exist somewhere, nothing here is about it.
var (
	firstHalves = []string{"Ash", "Bracken", "Calder", "Dun", "Elder", "Fen", "Grey", "Harrow", "Isen", "Kestrel", "Lark", "Marl",
		"North", "Oak", "Pell", "Quarr", "Raven", "Selk", "Thorn", "Under", "Vane", "Wether", "Yarrow", "Alder", "Birch", "Crane", "Dray", "Ember", "Flint", "Gorse"}
	secondHalves = []string{"combe", "hill", "mere", "dale", "march", "wold", "water", "holt", "moor", "beck", "ford", "field", "wick", "cliff"}
	secondWords  = []string{"", "", "", " and Dale", " Vale", " Coast", " Fells", " and Tarn", " Forest", " and Heath", " Valley"}
	givenNames   = []string{"Amara", "Ben", "Chloe", "Daniel", "Esther", "Farah", "George", "Hana", "Imran", "Joan", "Kofi", "Leila", "Martin", "Nadia", "Owen", "Parveen", "Quentin", "Rosa", "Samir", "Tessa", "Umar", "Vera", "Wendy", "Yusuf"}
	familyNames  = []string{"Abara", "Bell", "Castell", "Doyle", "Evans", "Farrow", "Gill", "Holt", "Iqbal", "Jarvis", "Kaur", "Lowe", "Mistry", "Novak", "Osei", "Price", "Quinn", "Rahman", "Stone", "Tiwari", "Underhill", "Vance", "Wren", "Young"}
	regionNames  = []string{"Westmark", "Northreach", "Eastfen", "Highmoor", "Midvale", "Lowcoast", "Southhollow"}
	quarters     = []string{"North", "South", "East", "West", "Central", "Coast"}
)

// placeNames gives n different invented places, Northmoor and Dale first.
func placeNames(rng *rand.Rand, n int) []string {
	list := []string{"Northmoor and Dale"}
	seen := map[string]bool{"Northmoor": true}
	for len(list) < n {
		base := firstHalves[rng.IntN(len(firstHalves))] + secondHalves[rng.IntN(len(secondHalves))]
		if seen[base] {
			continue
		}
		seen[base] = true
		list = append(list, base+secondWords[rng.IntN(len(secondWords))])
	}
	return list
}

func trustName(place string, kind trust.Kind, foundation bool) string {
	what := map[trust.Kind]string{trust.Acute: " University Hospitals", trust.MentalHealth: " Mental Health", trust.Community: " Community Health Care",
		trust.Ambulance: " Ambulance Service", trust.Combined: " Integrated Care"}[kind]
	if kind == trust.Acute && !strings.Contains(place, " ") {
		what = " Hospitals"
	}
	if place == "Northmoor and Dale" {
		what = ""
	}
	if foundation {
		return place + what + " NHS Foundation Trust"
	}
	return place + what + " NHS Trust"
}

func personName(rng *rand.Rand) string {
	return givenNames[rng.IntN(len(givenNames))] + " " + familyNames[rng.IntN(len(familyNames))]
}
